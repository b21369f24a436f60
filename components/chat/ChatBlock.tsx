// Some lines of the chat after each other, drawn again only when one of them is another.
import { Fragment } from "preact";
import { useMemo } from "preact/hooks";
import type { Entry } from "@/call/mod.ts";
import { clock, dayLabel, sameDay } from "@/i18n/format.ts";
import type { T } from "@/i18n/messages.ts";
import type { SystemLine } from "@/protocol/shapes.ts";
import type { Block } from "./blocks.ts";
import { ChatMessage } from "./ChatMessage.tsx";
import type { MessageContext } from "./MessageMenu.tsx";
import { systemText } from "./system_text.ts";

/** Lines of one author within this many milliseconds stand under one name. */
const ONE_BREATH_MS = 60_000;

interface Props extends MessageContext {
  entries: Block;
  /** What stands above them. */
  before: Entry | undefined;
  /** Which day it is: the names of days depend on it. */
  today: string;
}

/** A list of its own: thousands of lines are not looked at again because one was added. */
export function ChatBlock(props: Props) {
  const { entries, before, self, moderates, today, intents, fileLine, t } = props;
  const shown = [entries, before, self, moderates, today, intents, fileLine, t];
  return useMemo(() => <Lines {...props} />, shown);
}

function Lines({ entries, before, self, moderates, intents, fileLine, t }: Props) {
  return (
    <ol class="chat-lines">
      {entries.map((entry, index) => {
        const previous = index === 0 ? before : entries[index - 1];
        return (
          <Fragment key={entry.id}>
            <Day entry={entry} before={previous} t={t} />
            {entry.kind === "message"
              ? (
                <ChatMessage
                  message={entry}
                  own={entry.from.id === self}
                  first={!continues(previous, entry)}
                  {...{ self, moderates, intents, fileLine, t }}
                />
              )
              : <Happening line={entry.line} own={entry.line.from.id === self} t={t} />}
          </Fragment>
        );
      })}
    </ol>
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
