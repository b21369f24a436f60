// A chat in which nobody has written: what to do, and a test message to see that it works.
import type { T } from "@/i18n/messages.ts";
import { Icon } from "../base/Icon.tsx";

interface Props {
  /** Sends the test message. */
  onTest(text: string): void;
  t: T;
}

/** The test message is one like any other: everybody sees it. */
export function ChatEmpty({ onTest, t }: Props) {
  return (
    <div class="chat-empty">
      <p>{t("chat.empty")}</p>
      <p>{t("chat.empty.help")}</p>
      <button type="button" class="btn" onClick={() => onTest(t("chat.test.text"))}>
        <Icon name="send" /> {t("chat.test")}
      </button>
    </div>
  );
}
