// What somebody typed, with its links made clickable. Never HTML: text becomes text nodes.
import { linkParts } from "./link_parts.ts";

/** Links open in a new tab, without telling the other site where one comes from. */
export function ChatText({ text }: { text: string }) {
  return (
    <>
      {linkParts(text).map(({ text, href }, index) =>
        href === null
          ? text
          : (
            <a key={index} href={href} target="_blank" rel="noopener noreferrer nofollow ugc">
              {text}
            </a>
          )
      )}
    </>
  );
}
