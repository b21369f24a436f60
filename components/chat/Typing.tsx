// Who is writing just now.
import type { T } from "@/i18n/messages.ts";

export interface TypingProps {
  /** Names of the others who are writing. */
  names: readonly string[];
  t: T;
}

/** Always takes its line, so that nothing jumps when somebody begins. Not read out: too often. */
export function Typing({ names, t }: TypingProps) {
  const [only] = names;
  return (
    <p class="chat-typing truncate">
      {names.length === 1 && t("chat.typing", { name: only ?? "" })}
      {names.length > 1 && t("chat.typingMany", { n: names.length })}
    </p>
  );
}
