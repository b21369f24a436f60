// A message that the server has not put in order yet, or has refused.
import type { Call, PendingLine } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { classes } from "../base/classes.ts";
import { ChatText } from "./ChatText.tsx";

/** While the server is away it waits, and says so. */
export function PendingMessage({ line, call, t }: { line: PendingLine; call: Call; t: T }) {
  const { failed, text, id } = line;
  const waiting = call.membership.online.value ? t("chat.sending") : t("chat.waiting");
  return (
    <li class={classes("chat-line is-own", { "is-failed": failed !== null })}>
      <p class="chat-text" dir="auto">
        <ChatText text={text} />
      </p>
      <p class="chat-status">
        {failed === null ? waiting : `${t("chat.failed")}: ${t(`error.${failed}`)}`}
        {failed !== null && (
          <button
            type="button"
            class="link"
            onClick={() => call.chat.retry(id)}
          >
            {t("chat.retry")}
          </button>
        )}
      </p>
    </li>
  );
}
