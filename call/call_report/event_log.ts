// What happened in a call, newest last, as lines that name nobody. Pure but for its own list.

/** One thing that happened. */
export interface CallEvent {
  /** Since the log began, in milliseconds. */
  readonly at: number;
  readonly text: string;
}

/** Older ones are forgotten: some hours of a call of five. */
export const MOST_EVENTS = 600;
/** Characters of one line. */
const MOST_LETTERS = 200;

/** Keeps the newest, and gives each person a number. */
export class EventLog {
  readonly #events: CallEvent[] = [];
  readonly #numbers = new Map<string, number>();
  #forgotten = 0;

  /** Whatever a line is made of, it stays one line of plain letters. */
  note(at: number, text: string): void {
    const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ").slice(0, MOST_LETTERS);
    this.#events.push({ at, text: line });
    if (this.#events.length <= MOST_EVENTS) return;
    this.#events.shift();
    this.#forgotten += 1;
  }

  /** "person 2": in the order in which they were met. */
  nameOf(id: string): string {
    const number = this.#numbers.get(id) ?? this.#numbers.size + 1;
    // Whoever comes and goes under new ids all day does not fill the memory.
    if (number <= MOST_EVENTS) this.#numbers.set(id, number);
    return `person ${number}`;
  }

  get events(): readonly CallEvent[] {
    return this.#events;
  }

  /** How many there were before the oldest one. */
  get forgotten(): number {
    return this.#forgotten;
  }
}
