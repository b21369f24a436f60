// Lines that members sent directly and the server has not placed yet; their number is limited.
import type { MembershipState } from "../membership/membership_state.ts";
import type { View } from "../view.ts";
import type { TextLine } from "../../protocol/shapes.ts";
import { keyOf } from "./message_ids.ts";

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

/** The members who do not get from the server what this page sends now. */
export function cutOff(
  { members, self, online }: Pick<View<MembershipState>, "members" | "self" | "online">,
): string[] {
  const others = members.value.filter(({ id }) => id !== self.value);
  return others.filter(({ away }) => away || !online.value).map(({ id }) => id);
}
