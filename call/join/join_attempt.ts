// The way into a room: one join at a time, and nothing overtakes its answer.
import type { Join, Joined } from "../../protocol/shapes.ts";
import type { Clock, Failure, SignalingClient } from "../ports.ts";
import { attempt } from "../safe_ports.ts";

/** How long to wait after the server has said "too fast", in milliseconds. */
const PAUSE_MS = 1_500;
/** A first join is given up after so many pauses; an answer that did not come counts for five. */
const MOST_PAUSES = 10;
const PAUSES_OF_SILENCE = 5;
/** Pause before a rejoin is tried again that was not answered; it doubles each time, up to the longest. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 16_000;

export interface JoinAttemptOptions {
  signaling: SignalingClient;
  clock: Pick<Clock, "after">;
  /** No request is sent before. False: a part of the page is missing, and nobody joins with it. */
  ready: Promise<boolean>;
  /** Makes the request at the moment of sending. */
  request(): Join;
  onJoined(joined: Joined): void;
  /**
   * Whether the server could read what this page said to come back into its call. One of the same
   * version always can; if another one cannot, the call goes on without it.
   */
  onUnderstood(yes: boolean): void;
  /** Whether the server is there and leaves this page's way back into its call without an answer. */
  onUnanswered(yes: boolean): void;
  /** The server refused, or the page cannot join. A server that cannot be reached has not answered. */
  onRefused(failure: Failure): void;
  onError(error: unknown): void;
}

/** Joins, or rejoins with the same seat after the socket was lost. */
export class JoinAttempt {
  #options: JoinAttemptOptions;
  #attempt = 0;
  /** Steps that arrived after the join was sent and before its answer was read; else null. */
  #early: (() => void)[] | null = null;
  #wanted = false;
  #pauses = 0;
  /** Rejoins in a row that were not answered. */
  #unanswered = 0;

  constructor(options: JoinAttemptOptions) {
    this.#options = options;
  }

  /** Sends the join. While the server cannot be reached nothing happens: call again once it is back. */
  async enter(): Promise<void> {
    const { signaling, ready, request, onUnderstood } = this.#options;
    const attempt = ++this.#attempt;
    this.#wanted = true;
    this.#early = [];
    const isWhole = await ready;
    if (attempt !== this.#attempt) return;
    if (!isWhole) return this.#refuse("page-incomplete");
    const join = request();
    const outcome = await signaling.request("room:join", join);
    if (attempt !== this.#attempt) return this.#onLate(outcome.ok);
    if (outcome.ok) return this.#finish(outcome);
    switch (outcome.error) {
      case "offline":
      case "restarting": // the socket closes in a moment, and the next one finds a new server
        return;
      case "timeout":
        if (!join.fresh) return this.#againLater(attempt);
        if (this.#waitsOn(join, PAUSES_OF_SILENCE)) return void this.enter();
        this.#leave(); // perhaps it was heard, and only the answer was lost
        break;
      case "too-fast":
        if (!this.#waitsOn(join, 1)) break;
        return void this.#options.clock.after(PAUSE_MS, () => this.#again(attempt));
    }
    if (join.fresh || !isMisunderstanding(outcome.error)) return this.#refuse(outcome.error);
    this.abandon();
    onUnderstood(false);
  }

  /** Media go on meanwhile, and the person reads why the rest stands still. */
  #againLater(attempt: number): void {
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#unanswered++);
    this.#options.onUnanswered(true);
    this.#options.clock.after(pause, () => this.#again(attempt));
  }

  #answered(): void {
    if (this.#unanswered > 0) this.#options.onUnanswered(false);
    this.#unanswered = 0;
  }

  #refuse(failure: Failure): void {
    this.abandon();
    this.#options.onRefused(failure);
  }

  /** Whoever is in a call waits for ever: media go on meanwhile. */
  #waitsOn({ fresh }: Join, pauses: number): boolean {
    return (this.#pauses += pauses) < MOST_PAUSES || !fresh;
  }

  #leave(): void {
    void this.#options.signaling.request("room:leave", { mayReturn: false });
  }

  /** Runs a step after the answer to the join: its promise settles later than its packet is read. */
  inOrder(step: () => void): void {
    if (this.#early) this.#early.push(step);
    else step();
  }

  /** The person no longer wants in, or has left. */
  abandon(): void {
    this.#attempt++;
    this.#wanted = false;
    this.#pauses = 0;
    this.#early = null;
    this.#answered();
  }

  #again(attempt: number): void {
    if (attempt === this.#attempt) void this.enter();
  }

  #finish(joined: Joined): void {
    this.#pauses = 0;
    this.#answered();
    this.#options.onUnderstood(true);
    const { onJoined, onError } = this.#options;
    attempt(() => onJoined(joined), undefined, onError);
    const early = this.#early ?? [];
    this.#early = null; // whatever went wrong, nothing waits for ever
    for (const step of early) attempt(step, undefined, onError);
  }

  /** Left while the join was under way: the server must not keep a member who is not there. */
  #onLate(joined: boolean): void {
    if (joined && !this.#wanted) this.#leave();
  }
}

function isMisunderstanding(failure: Failure): boolean {
  return failure === "invalid" || failure === "internal";
}
