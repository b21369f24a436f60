// A hand that is still up while its owner has long been speaking goes down by itself.

/** So long one speaks before the hand goes down, in milliseconds. */
export const LOWER_AFTER_MS = 3_000;

/** What the room knows at one moment. */
export interface HandState {
  /** When it went up, by the server's clock; null while it is down. */
  hand: number | null;
  speakingSince: number | null;
  now: number;
}

/** Decides when the own hand goes down. What the room knows of it is always a little late. */
export class AutoLowerHand {
  /** "again": its owner said no to it going down, and it is on its way up. */
  #intent: "free" | "down" | "again" | "stay" = "free";
  /** The hand that went down by itself. */
  #lowered: number | null = null;

  /** It is to be up, and to stay up until its owner lowers it. */
  keep(): void {
    this.#intent = "again";
  }

  /** Another call begins. */
  reset(): void {
    this.#intent = "free";
  }

  /** True once for each time that it is to go down. */
  shouldLower({ hand, speakingSince, now }: HandState): boolean {
    if (hand === null && this.#intent !== "again") this.#intent = "free";
    if (hand !== null && hand !== this.#lowered && this.#intent === "again") this.#intent = "stay";
    if (hand === null || this.#intent !== "free") return false;
    if (speakingSince === null || now - speakingSince < LOWER_AFTER_MS) return false;
    this.#intent = "down";
    this.#lowered = hand;
    return true;
  }
}
