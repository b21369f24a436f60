// The lines of the chat in the order that everybody sees, then what is still on its way.
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Call } from "@/call/mod.ts";
import { chatPanelStateOf } from "@/call/chat/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { Icon } from "../base/Icon.tsx";
import { type Block, blocksOf } from "./blocks.ts";
import { ChatBlock } from "./ChatBlock.tsx";
import { ChatEmpty } from "./ChatEmpty.tsx";
import { PendingMessage } from "./PendingMessage.tsx";

/** Nearer to the end than this, in CSS pixels, means that one is reading along. */
const READING_ALONG = 80;

interface Props {
  call: Call;
  t: T;
}

/** Follows new lines only while the reader is at the end; else it says how many there are. */
export function ChatLog({ call, t }: Props) {
  const log = useRef<HTMLDivElement>(null);
  const lines = useRef<HTMLDivElement>(null);
  const drawn = useRef<readonly Block[]>([]);
  const follows = useSignal(true);
  const seen = useRef(0);
  const entries = chatPanelStateOf(call.chat).conversation.value;
  const pending = call.chat.pending.value;
  const blocks = drawn.current = blocksOf(entries, drawn.current);
  const self = call.membership.self.value;
  const today = new Date().toDateString();
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
    if (!log.current || !lines.current) return;
    // Lines far off get their true height only when they come near, and windows change theirs.
    const heights = new ResizeObserver(() => follows.peek() && toEnd());
    for (const box of [log.current, lines.current]) heights.observe(box);
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
        <div ref={lines}>
          {blocks.map((entries, index) => (
            <ChatBlock
              key={index}
              entries={entries}
              before={blocks[index - 1]?.at(-1)}
              {...{ self, today, call, t }}
            />
          ))}
          {pending.length > 0 && (
            <ol class="chat-lines">
              {pending.map((line) => (
                <PendingMessage key={line.id} line={line} call={call} t={t} />
              ))}
            </ol>
          )}
        </div>
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
