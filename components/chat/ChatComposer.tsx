// Where a message is written: a new one, a reply, or an edit of one's own.
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Purpose } from "@/call/chat/mod.ts";
import type { Failure } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { classes } from "../base/classes.ts";
import { isComposing } from "../base/composing.ts";
import { Icon } from "../base/Icon.tsx";
import { IconButton } from "../base/IconButton.tsx";
import { Refused } from "../base/Refused.tsx";

export interface ChatComposerProps {
  /** Messages of this room are encrypted, and this page has no key. */
  lacksKey: boolean;
  /** The draft. */
  text: string;
  /** What the draft is for. */
  purpose: Purpose;
  isTooLong: boolean;
  /** Whether a key opened the panel, so that the focus belongs into the field; true once. */
  takeFocus(): boolean;
  onWrite(text: string): void;
  /** Gives up a reply or an edit. */
  onCancel(): void;
  /** Sends the draft; resolves with the reason why an edit was refused, or null. */
  onSend(): Promise<Failure | null>;
  /** The button that attaches files, and what is being attached. */
  attach: ComponentChildren;
  attaching: ComponentChildren;
  t: T;
}

const TOO_LONG = "message-too-long";

/**
 * Whoever has come without the room's key writes nothing: it would be open among words that are not.
 */
export function ChatComposer(props: ChatComposerProps) {
  if (props.lacksKey) return <p class="chat-form hint">{props.t("chat.noKey")}</p>;
  return <Composer {...props} />;
}

function Composer(props: ChatComposerProps) {
  const { text, isTooLong, onSend, t } = props;
  const failure = useSignal<Failure | null>(null);
  const ready = text.trim() !== "" && !isTooLong;
  async function send(event: Event): Promise<void> {
    event.preventDefault();
    if (!ready) return;
    failure.value = null;
    failure.value = await onSend();
  }
  return (
    <form class="chat-form" onSubmit={send}>
      <About {...props} />
      <Refused why={failure.value} t={t} />
      {isTooLong && <p class="field-error" id={TOO_LONG} role="alert">{t("chat.tooLong")}</p>}
      {props.attaching}
      {props.attach}
      <Field {...props} onEnter={send} />
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

interface FieldProps extends ChatComposerProps {
  onEnter(event: Event): Promise<void>;
}

/** Enter sends, Shift+Enter begins a line; while an input method is composing, Enter is its own. */
function Field({ text, purpose, isTooLong, takeFocus, t, ...on }: FieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (takeFocus()) field.current?.focus();
  }, []);
  useEffect(() => {
    if (purpose.kind !== "new") field.current?.focus();
  }, [purpose]);
  function onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event)) return; // Enter chooses a word then, and Escape gives one up
    if (event.key === "Enter" && !event.shiftKey) void on.onEnter(event);
    if (event.key === "Escape" && purpose.kind !== "new") {
      event.stopPropagation();
      on.onCancel();
    }
  }
  return (
    <textarea
      ref={field}
      class="input"
      rows={1}
      dir="auto"
      value={text}
      placeholder={t("chat.message")}
      aria-label={t("chat.message")}
      aria-invalid={isTooLong}
      aria-describedby={isTooLong ? TOO_LONG : undefined}
      enterkeyhint="send"
      onInput={(event) => on.onWrite(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  );
}

/** What the text is for, if it is not simply new. */
function About({ purpose, onCancel, t }: ChatComposerProps) {
  if (purpose.kind === "new") return null;
  const isReply = purpose.kind === "reply";
  return (
    <div class="chat-about">
      <Icon name={isReply ? "reply" : "pencil"} />
      <p>
        <b>{isReply ? t("chat.replyTo", { name: purpose.name }) : t("chat.editing")}</b>
        {isReply && <span class="truncate">{purpose.quote}</span>}
      </p>
      <IconButton icon="x" label={t("action.cancel")} tone="quiet" onPress={onCancel} />
    </div>
  );
}
