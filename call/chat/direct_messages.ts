// Lines that members sent directly and the server has not placed yet; their number is limited.
import type { MembershipState } from "../membership/membership_state.ts";
import type { View } from "../view.ts";
import type { Member, TextLine } from "../../protocol/shapes.ts";
import { may } from "../permissions/permissions.ts";
import type { PeerMessages } from "../transport/data_messages.ts";
import type { MessageBus } from "../transport/message_bus.ts";
import { keyOf } from "./message_ids.ts";

/** `seq` of a line that the server has not placed yet: after all others. */
const LAST = Number.MAX_SAFE_INTEGER;
/** Lines kept of one member, and of all. */
const MOST_OF_ONE = 100;
const MOST = 1_000;

/** They stand after all others until the server sends them. */
export class DirectMessages {
  #lines = new Map<string, TextLine>();
  #counts = new Map<string, number>();

  get all(): Iterable<TextLine> {
    return this.#lines.values();
  }

  /** Adds a line if it is new and there is room: nobody can fill a page with lines. */
  add(line: TextLine): boolean {
    const count = this.#counts.get(line.from.id) ?? 0;
    const key = keyOf(line);
    if (this.#lines.has(key) || count >= MOST_OF_ONE || this.#lines.size >= MOST) return false;
    this.#lines.set(key, line);
    this.#counts.set(line.from.id, count + 1);
    return true;
  }

  /** The server has sent this line; answers whether it was here. */
  remove(key: string): boolean {
    const line = this.#lines.get(key);
    if (line === undefined) return false;
    this.#counts.set(line.from.id, (this.#counts.get(line.from.id) ?? 1) - 1);
    return this.#lines.delete(key);
  }

  clear(): void {
    this.#lines.clear();
    this.#counts.clear();
  }
}

/** A direct message as a line of the chat; null if its author is no member who may write. */
export function directLine(
  author: Member | undefined,
  { id, text, replyTo }: PeerMessages["chat"],
  { membership: { rules }, now }: {
    membership: Pick<View<MembershipState>, "rules">;
    now: number;
  },
): TextLine | null {
  if (author === undefined || !may("chat", { ...author, rules: rules.value })) return null;
  const from = { id: author.id, name: author.name };
  const answers = replyTo === undefined ? {} : { replyTo };
  return { id, text, ...answers, seq: LAST, at: now, from, kind: "text" };
}

export interface DirectSenderOptions {
  messages: MessageBus;
  membership: Pick<View<MembershipState>, "members" | "self" | "online">;
}

/** Sends messages to those members who do not get from the server what this page sends now. */
export class DirectSender {
  readonly #options: DirectSenderOptions;

  constructor(options: DirectSenderOptions) {
    this.#options = options;
  }

  /** Of the members with these ids, or of all. */
  tell(
    lines: readonly (PeerMessages["chat"] & { failed: unknown })[],
    ids?: readonly string[],
  ): void {
    const unreached = cutOff(this.#options.membership);
    const to = ids === undefined ? unreached : ids.filter((id) => unreached.includes(id));
    for (const { failed: _failed, ...said } of lines) {
      for (const member of to) this.#options.messages.send(member, "chat", said);
    }
  }
}

function cutOff({ members, self, online }: DirectSenderOptions["membership"]): string[] {
  const others = members.value.filter(({ id }) => id !== self.value);
  return others.filter(({ away }) => away || !online.value).map(({ id }) => id);
}
