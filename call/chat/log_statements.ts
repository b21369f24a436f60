// What members tell each other of the room's log, because the server might lie about it.
import type { Joined } from "../../protocol/shapes.ts";
import type { SavedState } from "../saved_state.ts";

export interface LogStatementsOptions {
  savedState: SavedState;
  room: string;
  /** What is known has changed. */
  onChange(): void;
}

/**
 * A log begins late because the server trimmed it, or because it holds lines back. Whoever was there
 * before knows: members state how many texts the log keeps. Who begins a call was told by the server,
 * all others are told by them. Pages state 0 after a restart of the server, or after they lost their
 * seat, because a log may rightly lack lines then.
 */
export class LogStatements {
  readonly #options: LogStatementsOptions;
  #keeps: number | null;
  #self: string | null = null;

  constructor(options: LogStatementsOptions) {
    this.#options = options;
    this.#keeps = options.savedState.logKeeps(options.room);
  }

  /** How many texts the log keeps; 0 if it may lack others, null if no member has said. */
  get keeps(): number | null {
    return this.#keeps;
  }

  /** This page is in the room (again). */
  begin(joined: Pick<Joined, "self" | "keeps" | "wants" | "state" | "log">): void {
    const { self, keeps, wants, state: { members }, log } = joined;
    const isOther = this.#self !== null && this.#self !== self;
    const isFirst = members.length === 1 && wants === 0 && !log.some(({ kind }) => kind === "text");
    if (this.#keeps === null && isFirst) this.#set(keeps);
    else if (isOther || (wants > 0 && this.#keeps !== null)) this.#set(0);
    this.#self = self;
  }

  /** Another member's statement. The first one counts, but for 0. */
  hear(keeps: number): void {
    if (this.#keeps === null || keeps === 0) this.#set(keeps);
  }

  clear(): void {
    this.#self = null;
    this.#set(null);
  }

  #set(keeps: number | null): void {
    if (keeps === this.#keeps) return;
    this.#keeps = keeps;
    const { savedState, room, onChange } = this.#options;
    savedState.setLogKeeps(room, keeps);
    onChange();
  }
}
