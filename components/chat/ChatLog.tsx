// The lines of the chat in the order that everybody sees, then what is still on its way.
import { useSignal } from "@preact/signals";
import { Fragment } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Call, Entry } from "@/call/mod.ts";
import { clock, dayLabel, sameDay } from "@/i18n/format.ts";
import type { T } from "@/i18n/messages.ts";
import type { SystemLine } from "@/protocol/shapes.ts";
import { Icon } from "../base/Icon.tsx";
import { ChatEmpty } from "./ChatEmpty.tsx";
import { ChatMessage } from "./ChatMessage.tsx";
import { PendingMessage } from "./PendingMessage.tsx";
import { systemText } from "./system_text.ts";

/** Nearer to the end than this, in CSS pixels, means that one is reading along. */
const READING_ALONG = 80;
/** Lines of one author within this many milliseconds stand under one name. */
const ONE_BREATH_MS = 60_000;

interface Props {
  call: Call;
  t: T;
}

/** Follows new lines only while the reader is at the end; else it says how many there are. */
export function ChatLog({ call, t }: Props) {
  const log = useRef<HTMLDivElement>(null);
  const follows = useSignal(true);
  const seen = useRef(0);
  const entries = call.conversation.value;
  const pending = call.model.chat.pending.value;
  const self = call.model.room.self.value;
  const texts = entries.filter(({ kind }) => kind === "message").length;
  if (follows.value) seen.current = texts;
  function toEnd(): void {
    follows.value = true;
    if (log.current) log.current.scrollTop = log.current.scrollHeight;
  }
  useLayoutEffect(() => {
    if (follows.peek()) toEnd();
  }, [entries, pending]);
  useEffect(() => {
    if (!log.current) return;
    // Lines far off get their true height only when they come near, and windows change theirs.
    const heights = new ResizeObserver(() => follows.peek() && toEnd());
    for (const box of [log.current, ...log.current.querySelectorAll("ol")]) heights.observe(box);
    return () => heights.disconnect();
  }, []);
  function onScroll(): void {
    if (!log.current) return;
    const { scrollHeight, scrollTop, clientHeight } = log.current;
    follows.value = scrollHeight - scrollTop - clientHeight < READING_ALONG;
  }
  return (
    <>
      <div
        ref={log}
        class="chat-log"
        role="log"
        aria-live="polite"
        aria-label={t("chat.log")}
        tabIndex={0}
        onScroll={onScroll}
      >
        {texts + pending.length === 0 && <ChatEmpty call={call} t={t} />}
        <ol class="chat-lines">
          {entries.map((entry, index) => (
            <Fragment key={entry.id}>
              <Day entry={entry} before={entries[index - 1]} t={t} />
              {entry.kind === "message"
                ? (
                  <ChatMessage
                    message={entry}
                    own={entry.from.id === self}
                    first={!continues(entries[index - 1], entry)}
                    call={call}
                    t={t}
                  />
                )
                : <Happening line={entry.line} own={entry.line.from.id === self} t={t} />}
            </Fragment>
          ))}
          {pending.map((line) => <PendingMessage key={line.id} line={line} call={call} t={t} />)}
        </ol>
      </div>
      {!follows.value && (
        <button type="button" class="chat-chip" onClick={toEnd}>
          <Icon name="arrow-down" />
          {texts > seen.current ? t("chat.new", { n: texts - seen.current }) : t("chat.jump")}
        </button>
      )}
    </>
  );
}

function atOf(entry: Entry): number {
  return entry.kind === "message" ? entry.at : entry.line.at;
}

function continues(before: Entry | undefined, entry: Entry): boolean {
  return before?.kind === "message" && entry.kind === "message" &&
    before.from.id === entry.from.id && entry.at - before.at < ONE_BREATH_MS &&
    sameDay(before.at, entry.at);
}

/** Between two days. On the first day there is nothing to tell apart. */
function Day({ entry, before, t }: { entry: Entry; before: Entry | undefined; t: T }) {
  const at = atOf(entry);
  if (before === undefined ? sameDay(at, Date.now()) : sameDay(at, atOf(before))) return null;
  return <li class="chat-day">{dayLabel(at, Date.now(), t.locale)}</li>;
}

function Happening({ line, own, t }: { line: SystemLine; own: boolean; t: T }) {
  const { at } = line;
  return (
    <li class="chat-system">
      {systemText(line, { own, t })}{" "}
      <time dateTime={new Date(at).toISOString()}>{clock(at, t.locale)}</time>
    </li>
  );
}
