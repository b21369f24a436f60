// Where a message is written: new, in answer, or in place of one's own earlier words.
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Call, Failure } from "@/call/mod.ts";
import { chatPanelStateOf } from "@/call/chat/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { classes } from "../base/classes.ts";
import { isComposing } from "../base/composing.ts";
import { Icon } from "../base/Icon.tsx";
import { IconButton } from "../base/IconButton.tsx";

interface Props {
  call: Call;
  t: T;
}

const TOO_LONG = "message-too-long";

/**
 * Whoever has come without the room's key writes nothing: it would be open among words that are not.
 */
export function ChatComposer({ call, t }: Props) {
  if (call.encryption.lacksKey.value) return <p class="chat-form hint">{t("chat.noKey")}</p>;
  return <Composer call={call} t={t} />;
}

/** Enter sends, Shift+Enter begins a line; while an input method is composing, Enter is its own. */
function Composer({ call, t }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const failure = useSignal<Failure | null>(null);
  const { presence } = call;
  const { draft, actions: changes } = chatPanelStateOf(call.chat);
  const text = draft.text.value;
  const purpose = draft.purpose.value;
  const tooLong = draft.isTooLong.value;
  const ready = text.trim() !== "" && !tooLong;
  useLayoutEffect(() => {
    if (call.panels.takeFocus()) field.current?.focus();
  }, []);
  useEffect(() => {
    if (purpose.kind !== "new") field.current?.focus();
  }, [purpose]);
  async function send(event: Event): Promise<void> {
    event.preventDefault();
    if (!ready) return;
    failure.value = null;
    void presence.stopTyping();
    if (purpose.kind === "edit") {
      failure.value = await changes.edit(purpose.target, text);
      if (failure.value === null) draft.done();
      return;
    }
    draft.done();
    call.chat.send(text, purpose.kind === "reply" ? purpose.to : undefined);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event)) return; // Enter chooses a word then, and Escape gives one up
    if (event.key === "Enter" && !event.shiftKey) void send(event);
    if (event.key === "Escape" && purpose.kind !== "new") {
      event.stopPropagation();
      draft.cancel();
    }
  }
  return (
    <form class="chat-form" onSubmit={send}>
      <About call={call} t={t} />
      {failure.value !== null && (
        <p class="field-error" role="alert">{t(`error.${failure.value}`)}</p>
      )}
      {tooLong && <p class="field-error" id={TOO_LONG} role="alert">{t("chat.tooLong")}</p>}
      <textarea
        ref={field}
        class="input"
        rows={1}
        dir="auto"
        value={text}
        placeholder={t("chat.message")}
        aria-label={t("chat.message")}
        aria-invalid={tooLong}
        aria-describedby={tooLong ? TOO_LONG : undefined}
        enterkeyhint="send"
        onInput={(event) => {
          draft.write(event.currentTarget.value);
          void presence.typed(event.currentTarget.value);
        }}
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

/** What the text is for, if it is not simply new. */
function About({ call, t }: Props) {
  const { draft } = chatPanelStateOf(call.chat);
  const purpose = draft.purpose.value;
  if (purpose.kind === "new") return null;
  const isReply = purpose.kind === "reply";
  return (
    <div class="chat-about">
      <Icon name={isReply ? "reply" : "pencil"} />
      <p>
        <b>{isReply ? t("chat.replyTo", { name: purpose.name }) : t("chat.editing")}</b>
        {isReply && <span class="truncate">{purpose.quote}</span>}
      </p>
      <IconButton
        icon="x"
        label={t("action.cancel")}
        tone="quiet"
        onPress={() => draft.cancel()}
      />
    </div>
  );
}
