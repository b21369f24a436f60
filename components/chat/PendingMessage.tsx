// A message that the server has not put in order yet, or has refused.
import { spokenText } from "@/call/files/mod.ts";
import type { PendingLine } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { classes } from "../base/classes.ts";
import { ChatText } from "./ChatText.tsx";

interface Props {
  line: PendingLine;
  /** Whether the server is there. */
  online: boolean;
  /** Sends a refused message again. */
  onRetry(id: string): void;
  t: T;
}

/** While the server is away it waits, and says so. */
export function PendingMessage({ line, online, onRetry, t }: Props) {
  const { failed, text, id } = line;
  const waiting = online ? t("chat.sending") : t("chat.waiting");
  return (
    <li class={classes("chat-line is-own", { "is-failed": failed !== null })}>
      <p class="chat-text" dir="auto">
        <ChatText text={spokenText(text)} />
      </p>
      <p class="chat-status">
        {failed === null ? waiting : `${t("chat.failed")}: ${t(`error.${failed}`)}`}
        {failed !== null && (
          <button type="button" class="link" onClick={() => onRetry(id)}>
            {t("chat.retry")}
          </button>
        )}
      </p>
    </li>
  );
}
