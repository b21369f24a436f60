// When a sound may be heard: never many at once, never in a crowd. Pure but for its memory of time.

/** What can be heard. */
export type Sound = "joined" | "left" | "hand" | "knock" | "message" | "test";

/** At most one sound within so many milliseconds: ten people who leave are not ten times as loud. */
export const APART_MS = 500;
/** In a room of more people nobody hears who comes and goes. */
const CROWD = 8;

/** Lets sounds through, or not. */
export class SoundLimiter {
  #lastAt = -Infinity;

  /** Whether this sound may be heard now, in a room of so many people. */
  mayPlay(sound: Sound, { now, people }: { now: number; people: number }): boolean {
    const coming = sound === "joined" || sound === "left";
    if (coming && people > CROWD) return false;
    if (now - this.#lastAt < APART_MS) return false;
    this.#lastAt = now;
    return true;
  }
}
