// What a press on a switch asks for: what its label said to the person, even if it has just changed.

/** Nobody reads a new label and presses within this time, in milliseconds. */
export const REACTION_MS = 250;
/** A press is the cause of a change for so long: a permission prompt may stand between. */
const OWN_FOR_MS = 60_000;
/** The second click of a double click comes within this time, in milliseconds. */
const DOUBLE_MS = 500;

/** A key or a button changes what all switches of a page show within this time, in milliseconds. */
const ELSEWHERE_MS = 150;

/** When the person last pressed anything that switches: what changes then is their own doing. */
export interface LastPress {
  at: number;
}

/** That of this page. */
export const LAST_PRESS: LastPress = { at: -Infinity };

/** What a press was made with; `trusted` is false for a script's `click()`, which reads at once. */
export interface PressKind {
  trusted: boolean;
  /** 2 for the second click of a double click (`UIEvent.detail`). */
  clicks?: number;
  /** What `read` said when the finger came down. */
  seen?: boolean | undefined;
}

/** The two states of one switch over time. All times are steady clock readings in milliseconds. */
export class Intent {
  #shown: boolean;
  /** When the person last saw the state change at a moment that they could not foresee. */
  #surprisedAt = -Infinity;
  #busy = false;
  #pressed: { wanted: boolean; at: number; doneAt: number } | null = null;
  readonly #made: number;
  readonly #reaction: number;
  readonly #last: LastPress;

  constructor(
    shown: boolean,
    { now, reaction = REACTION_MS, last = { at: -Infinity } }: {
      now: number;
      reaction?: number | undefined;
      last?: LastPress;
    },
  ) {
    this.#last = last;
    this.#shown = shown;
    this.#made = now;
    this.#reaction = reaction;
  }

  /**
   * The switch shows this state from now on. It reaches the screen at `paintedAt`: Infinity until
   * {@link painted} says so. `busy`: it shows that the person has to wait.
   */
  show(on: boolean, now: number, { paintedAt = now, busy = false } = {}): void {
    const waited = this.#busy;
    this.#busy = busy;
    if (on === this.#shown) return;
    this.#shown = on;
    const pressed = this.#pressed;
    const own = pressed !== null && pressed.doneAt === Infinity && pressed.wanted === on &&
      now - pressed.at < OWN_FOR_MS;
    if (own) pressed.doneAt = now;
    // Who waits presses once more, and means the same.
    if (own ? waited : now - this.#last.at > ELSEWHERE_MS) this.#surprisedAt = paintedAt;
  }

  /** The screen shows all that the switch was told to show. */
  painted(now: number): void {
    this.#surprisedAt = Math.min(this.#surprisedAt, now);
  }

  /** The state that a press at this moment asks for; null: it belongs to what stood there before. */
  press(now: number, kind: PressKind): boolean | null {
    const { trusted, clicks = 1, seen = this.read(now, trusted) } = kind;
    const again = trusted && clicks > 1;
    if (again && this.#pressed === null && now - this.#made < DOUBLE_MS) return null;
    if (again && this.#isSecondHalf(now)) return this.#shown;
    this.#last.at = now;
    this.#pressed = { wanted: seen, at: now, doneAt: seen === this.#shown ? now : Infinity };
    return seen;
  }

  /** What a finger that comes down now means: the opposite of what was there long enough to read. */
  read(now: number, trusted: boolean): boolean {
    const surprised = trusted && now - this.#surprisedAt < this.#reaction;
    return surprised ? this.#shown : !this.#shown;
  }

  /** People double-click where one click is enough: the second half takes nothing back. */
  #isSecondHalf(now: number): boolean {
    if (this.#pressed === null || this.#pressed.wanted !== this.#shown) return false;
    const { at, doneAt } = this.#pressed;
    const late = doneAt - at > REACTION_MS / 2;
    return now - at < (late ? DOUBLE_MS : REACTION_MS);
  }
}
