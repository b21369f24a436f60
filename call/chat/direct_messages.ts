// Lines that members told without the server and that it has not ordered yet: so many and no more.
import type { MembershipState } from "../membership/membership_state.ts";
import type { View } from "../view.ts";
import type { TextLine } from "../../protocol/shapes.ts";
import { keyOf } from "./message_ids.ts";

/** Lines kept of one member, and of all. */
const MOST_OF_ONE = 100;
const MOST = 1_000;

/** They stand behind all others until the server tells them. */
export class DirectMessages {
  #lines = new Map<string, TextLine>();
  #counts = new Map<string, number>();

  get all(): Iterable<TextLine> {
    return this.#lines.values();
  }

  /** Whether it is new and there is room for it: nobody can fill a page with lines. */
  add(line: TextLine): boolean {
    const count = this.#counts.get(line.from.id) ?? 0;
    const key = keyOf(line);
    if (this.#lines.has(key) || count >= MOST_OF_ONE || this.#lines.size >= MOST) return false;
    this.#lines.set(key, line);
    this.#counts.set(line.from.id, count + 1);
    return true;
  }

  /** The server has told it; whether it was here. */
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

/** Other members who would not get from the server what is sent now. */
export function cutOff(
  { members, self, online }: Pick<View<MembershipState>, "members" | "self" | "online">,
): string[] {
  const others = members.value.filter(({ id }) => id !== self.value);
  return others.filter(({ away }) => away || !online.value).map(({ id }) => id);
}
