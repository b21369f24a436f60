// What somebody typed, with its links made clickable. Never HTML: text becomes text nodes.
import { tokenize } from "linkifyjs";

const SAFE = /^(https?|mailto):/i;

/** Links open in a new tab, without telling the other site where one comes from. */
export function ChatText({ text }: { text: string }) {
  return (
    <>
      {tokenize(text).map((token, index) => {
        const shown = token.toString();
        if (!token.isLink) return shown;
        const href = token.toHref("https");
        if (!SAFE.test(href)) return shown;
        return (
          <a key={index} href={href} target="_blank" rel="noopener noreferrer nofollow ugc">
            {shown}
          </a>
        );
      })}
    </>
  );
}
