// Where a message is written.
import { useSignal } from "@preact/signals";
import type { T } from "@/i18n/messages.ts";
import { classes } from "../base/classes.ts";
import { Icon } from "../base/Icon.tsx";

interface Props {
  onSay(text: string): void;
  t: T;
}

/** Enter sends, Shift+Enter begins a line; while an input method is composing, Enter is its own. */
export function ChatComposer({ onSay, t }: Props) {
  const text = useSignal("");
  const ready = text.value.trim() !== "";
  function send(event: Event): void {
    event.preventDefault();
    if (!ready) return;
    onSay(text.value);
    text.value = "";
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
  }
  return (
    <form class="chat-form" onSubmit={send}>
      <textarea
        class="input"
        rows={1}
        dir="auto"
        value={text.value}
        placeholder={t("chat.message")}
        aria-label={t("chat.message")}
        onInput={(event) => text.value = event.currentTarget.value}
        onKeyDown={onKeyDown}
      />
      <button
        type="submit"
        class={classes("btn-icon", { "is-on": ready })}
        aria-label={t("chat.send")}
      >
        <Icon name="send" />
      </button>
    </form>
  );
}
