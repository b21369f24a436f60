// The lines of the chat in the order that everybody sees, then what is still on its way.
import { useRef } from "preact/hooks";
import type { Entry, PendingLine } from "@/call/mod.ts";
import { Icon } from "../base/Icon.tsx";
import { type Block, blocksOf } from "./blocks.ts";
import { ChatBlock } from "./ChatBlock.tsx";
import { ChatEmpty } from "./ChatEmpty.tsx";
import type { MessageContext } from "./MessageMenu.tsx";
import { PendingMessage } from "./PendingMessage.tsx";
import { useFollowEnd } from "./use_follow_end.ts";

export interface ChatLogProps extends MessageContext {
  /** In the room's order. */
  entries: readonly Entry[];
  /** Own messages that the server has not acknowledged. */
  pending: readonly PendingLine[];
  /** Whether the server is there. */
  online: boolean;
  /** Sends a refused message again. */
  onRetry(id: string): void;
  /** Sends a test message into a chat that is empty. */
  onTest(text: string): void;
}

/** Follows new lines only while the reader is at the end; else it says how many there are. */
export function ChatLog(props: ChatLogProps) {
  const { entries, pending, onTest, t } = props;
  const { box, content, follows, toEnd, onScroll } = useFollowEnd([entries, pending]);
  const seen = useRef(0);
  const texts = entries.filter(({ kind }) => kind === "message").length;
  if (follows.value) seen.current = texts;
  return (
    <>
      <div
        ref={box}
        class="chat-log"
        role="log"
        aria-live="polite"
        aria-label={t("chat.log")}
        tabIndex={0}
        onScroll={onScroll}
      >
        {texts + pending.length === 0 && <ChatEmpty onTest={onTest} t={t} />}
        <div ref={content}>
          <Blocks {...props} />
          <Pending {...props} />
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

function Blocks({ entries, self, moderates, intents, fileLine, t }: ChatLogProps) {
  const drawn = useRef<readonly Block[]>([]);
  const blocks = drawn.current = blocksOf(entries, drawn.current);
  const today = new Date().toDateString();
  return (
    <>
      {blocks.map((entries, index) => (
        <ChatBlock
          key={index}
          entries={entries}
          before={blocks[index - 1]?.at(-1)}
          {...{ self, moderates, today, intents, fileLine, t }}
        />
      ))}
    </>
  );
}

function Pending({ pending, online, onRetry, t }: ChatLogProps) {
  if (pending.length === 0) return null;
  return (
    <ol class="chat-lines">
      {pending.map((line) => (
        <PendingMessage key={line.id} line={line} online={online} onRetry={onRetry} t={t} />
      ))}
    </ol>
  );
}
