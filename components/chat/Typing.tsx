// Who is writing just now.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";

/** Always takes its line, so that nothing jumps when somebody begins. Not read out: too often. */
export function Typing({ call, t }: { call: Call; t: T }) {
  const typing = call.presence.typing.value;
  const names = call.membership.members.value.filter(({ id }) => typing.has(id))
    .map(({ name }) => name);
  const [only] = names;
  return (
    <p class="chat-typing truncate">
      {names.length === 1 && t("chat.typing", { name: only ?? "" })}
      {names.length > 1 && t("chat.typingMany", { n: names.length })}
    </p>
  );
}
