// One message as it stands now: words, what it answers, reactions, and what can be done with it.
import { readAnnouncement, spokenText } from "@/call/files/mod.ts";
import type { Message } from "@/call/mod.ts";
import { clock } from "@/i18n/format.ts";
import { classes } from "../base/classes.ts";
import { EMOJI } from "../base/emoji.ts";
import { Icon } from "../base/Icon.tsx";
import { ChatText } from "./ChatText.tsx";
import { isMine, type MessageContext, MessageMenu } from "./MessageMenu.tsx";

interface Props extends MessageContext {
  message: Message;
  own: boolean;
  /** The first of its author in a row: it carries the name. */
  first: boolean;
}

/** An element of the log. */
export function ChatMessage(props: Props) {
  const { message, own, first, t } = props;
  const { at, from, text, edited } = message;
  return (
    <li class={classes("chat-line", { "is-own": own, "is-first": first })} data-line={message.id}>
      {first && (
        <p class="chat-meta">
          <b class="truncate">
            <bdi>{own ? t("tile.you") : from.name}</bdi>
          </b>{" "}
          <time dateTime={new Date(at).toISOString()}>{clock(at, t.locale)}</time>
        </p>
      )}
      {text === null ? <p class="chat-gone">{t("chat.deleted")}</p> : (
        <div class="chat-body">
          <div class="chat-text" dir="auto">
            <Quote message={message} t={t} />
            <Body {...props} text={text} />
            {edited && <small class="chat-edited">({t("chat.edited")})</small>}
          </div>
          <MessageMenu {...props} text={text} />
        </div>
      )}
      <Warnings message={message} t={t} />
      <Reactions {...props} />
    </li>
  );
}

/** Words, or a file. */
function Body({ text, own, fileLine }: Props & { text: string }) {
  const info = readAnnouncement(text);
  return <>{info === null ? <ChatText text={text} /> : fileLine(info, own)}</>;
}

/** What the server made of it, in a room whose key it does not have. */
function Warnings({ message: { warnings = [] }, t }: Pick<Props, "message" | "t">) {
  return (
    <>
      {warnings.map((warning) => (
        <p key={warning} class="chat-warning">
          <Icon name={warning === "older" ? "info" : "triangle-alert"} />{" "}
          {t(`chat.warning.${warning}`)}
        </p>
      ))}
    </>
  );
}

/** The beginning of what it answers. */
function Quote({ message: { replyTo }, t }: Pick<Props, "message" | "t">) {
  if (replyTo === null) return null;
  return (
    <blockquote class="chat-quote">
      {replyTo.name && (
        <b>
          <bdi>{replyTo.name}</bdi>
        </b>
      )}
      <p>{replyTo.text === null ? t("chat.deleted") : spokenText(replyTo.text)}</p>
    </blockquote>
  );
}

/** Pressing one adds one's own, or takes it back. */
function Reactions({ message, self, intents, t }: Props) {
  if (message.reactions.length === 0) return null;
  return (
    <p class="chat-reactions">
      {message.reactions.map(({ reaction, by }) => {
        const mine = isMine(by, self);
        return (
          <button
            key={reaction}
            type="button"
            class="chat-reaction"
            aria-pressed={mine}
            aria-label={t("chat.reactions", { reaction: t(`react.${reaction}`), n: by.length })}
            title={by.map(({ name }) => name).join(", ")}
            onClick={() => intents.react(message.id, reaction, !mine)}
          >
            <span aria-hidden="true">{EMOJI[reaction]}</span> {by.length}
          </button>
        );
      })}
    </p>
  );
}
