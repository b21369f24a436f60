// The lines of the chat in the order that everybody sees, then what is still on its way.
import { useLayoutEffect, useRef } from "preact/hooks";
import type { PendingLine } from "@/call/mod.ts";
import { clock } from "@/i18n/format.ts";
import type { T } from "@/i18n/messages.ts";
import type { ChatLine, SystemKind } from "@/protocol/shapes.ts";
import { ChatText } from "./ChatText.tsx";
import { classes } from "../base/classes.ts";

/** Nearer to the end than this, in CSS pixels, means that one is reading along. */
const READING_ALONG = 80;
/** Lines of one author within this many milliseconds stand under one name. */
const ONE_BREATH_MS = 60_000;

interface Props {
  lines: readonly ChatLine[];
  pending: readonly PendingLine[];
  /** Own member id. */
  self: string | null;
  t: T;
}

/** Follows new lines only while the reader is at the end. */
export function ChatLog({ lines, pending, self, t }: Props) {
  const log = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  useLayoutEffect(() => {
    if (follows.current && log.current) log.current.scrollTop = log.current.scrollHeight;
  }, [lines, pending]);
  function onScroll(): void {
    if (!log.current) return;
    const { scrollHeight, scrollTop, clientHeight } = log.current;
    follows.current = scrollHeight - scrollTop - clientHeight < READING_ALONG;
  }
  return (
    <div
      ref={log}
      class="chat-log"
      role="log"
      aria-live="polite"
      aria-label={t("chat.log")}
      tabIndex={0}
      onScroll={onScroll}
    >
      {lines.length + pending.length === 0 && <p class="chat-empty">{t("chat.empty")}</p>}
      <ol class="chat-lines">
        {lines.map((line, index) => (
          <Line
            key={line.id}
            line={line}
            own={line.from.id === self}
            first={!continues(lines[index - 1], line)}
            t={t}
          />
        ))}
        {pending.map((line) => <Pending key={line.id} line={line} t={t} />)}
      </ol>
    </div>
  );
}

function continues(before: ChatLine | undefined, line: ChatLine): boolean {
  return before?.kind === "text" && before.from.id === line.from.id &&
    line.at - before.at < ONE_BREATH_MS;
}

function Line({ line, own, first, t }: { line: ChatLine; own: boolean; first: boolean; t: T }) {
  const time = <time dateTime={new Date(line.at).toISOString()}>{clock(line.at, t.locale)}</time>;
  if (line.kind !== "text") {
    return <li class="chat-system">{systemText(line.kind, line.from.name, { own, t })} {time}</li>;
  }
  return (
    <li class={classes("chat-line", { "is-own": own, "is-first": first })}>
      {first && (
        <p class="chat-meta">
          <b class="truncate">
            <bdi>{own ? t("tile.you") : line.from.name}</bdi>
          </b>{" "}
          {time}
        </p>
      )}
      <p class="chat-text" dir="auto">
        <ChatText text={line.text} />
      </p>
    </li>
  );
}

function Pending({ line, t }: { line: PendingLine; t: T }) {
  return (
    <li class={classes("chat-line is-own", { "is-failed": line.failed !== null })}>
      <p class="chat-text" dir="auto">
        <ChatText text={line.text} />
      </p>
      <p class="chat-status">
        {line.failed ? `${t("chat.failed")}: ${t(`error.${line.failed}`)}` : t("chat.sending")}
      </p>
    </li>
  );
}

function systemText(
  kind: SystemKind,
  name: string,
  { own, t }: { own: boolean; t: T },
): string {
  return own ? t(`system.self.${kind}`) : t(`system.${kind}`, { name });
}
