// Finds out whether the server at the other end of a connection that says nothing is still there.
import { PING_MS } from "../../protocol/limits.ts";
import type { Clock } from "../ports.ts";
import { probeLimit } from "./retry_policy.ts";

/** The server pings; after so long without anything from it, it is asked. */
const SILENCE_MS = PING_MS + 3_000;
/** An alarm that rings so late tells of a busy page, not of a dead server. */
const LATE_MS = 250;
const MOST_ROUNDS = 4;
/** Questions without an answer make patient for so long. */
const REMEMBERED_MS = 30_000;

export interface ServerProbeOptions {
  clock: Pick<Clock, "steady" | "after">;
  /** Puts a question that a living server answers. */
  ask(): void;
  /** Nobody is there, or the connection leads nowhere any more. */
  onDead(): void;
}

/** Asks at most one question at a time; whatever comes from the server answers it. */
export class ServerProbe {
  readonly #options: ServerProbeOptions;
  /** Counts connections: what was asked on an earlier one concerns nobody. */
  #connection = 0;
  #isUp = false;
  /** Takes back the alarm that asks after a silence. */
  #cancel: () => void = () => {};
  /** Signs of life so far. */
  #signs = 0;
  #isAsking = false;
  /** When the last question was put, and the signs of life until then. */
  #asked = { at: 0, signs: 0 };
  /** That question has to be answered sooner than usual. */
  #isPressing = false;
  /** When a question was left without an answer, newest last. */
  #unanswered: number[] = [];
  /** Smoothed round trip in milliseconds. */
  #roundTrip = 0;

  constructor(options: ServerProbeOptions) {
    this.#options = options;
  }

  /** Another connection is used from now on, or none. */
  reset(): void {
    this.#connection++;
    this.#isUp = false;
    this.#cancel();
    this.#isAsking = false;
    this.#isPressing = false;
  }

  /** The connection is open: from now on a long silence makes it ask. */
  begin(): void {
    this.#isUp = true;
    this.noteSign();
  }

  /** Something came from the server. */
  noteSign(): void {
    this.#signs++;
    if (!this.#isUp) return;
    this.#cancel();
    this.#cancel = this.#options.clock.after(SILENCE_MS, () => this.ask());
  }

  /** A request was answered after so many milliseconds. */
  noteRoundTrip(ms: number): void {
    this.#roundTrip = this.#roundTrip === 0 ? ms : 0.8 * this.#roundTrip + 0.2 * ms;
  }

  ask(): void {
    if (this.#isAsking) return;
    const { clock } = this.#options;
    this.#isAsking = true;
    const [connection, before] = [this.#connection, this.#signs];
    this.#asked = { at: clock.steady(), signs: before };
    const limit = this.#limit();
    this.#options.ask();
    let round = 0;
    const look = () => {
      const due = clock.steady() + limit;
      clock.after(limit, () => {
        if (this.#connection !== connection) return;
        const isLate = clock.steady() - due > LATE_MS;
        if (this.#signs > before) this.#isAsking = false;
        else if (isLate && ++round < MOST_ROUNDS) look();
        else this.#giveUp();
      });
    };
    look();
  }

  /** Two silences tell more than one: what was asked has to be answered sooner. */
  press(): void {
    if (this.#isPressing) return;
    const { clock } = this.#options;
    this.#isPressing = true;
    const connection = this.#connection;
    const { at, signs } = this.#asked;
    const due = Math.max(clock.steady(), at + this.#limit({ sure: true }));
    clock.after(due - clock.steady(), () => {
      if (this.#connection !== connection) return;
      this.#isPressing = false;
      const isLate = clock.steady() - due > LATE_MS;
      if (this.#signs === signs && !isLate) this.#giveUp();
    });
  }

  #giveUp(): void {
    this.#unanswered.push(this.#options.clock.steady());
    this.#options.onDead();
  }

  #limit({ sure = false } = {}): number {
    const now = this.#options.clock.steady();
    this.#unanswered = this.#unanswered.filter((at) => now - at < REMEMBERED_MS);
    return probeLimit({ roundTrip: this.#roundTrip, unanswered: this.#unanswered.length, sure });
  }
}
