// The way into a room: credentials, the password, and waiting to be admitted.
import type { Join, Joined } from "../../protocol/shapes.ts";
import { JoinAttempt } from "./join_attempt.ts";
import type { Clock, Failure, SignalingClient } from "../ports.ts";
import type { Credentials } from "./credentials.ts";

export interface JoinFlowOptions {
  signaling: SignalingClient;
  clock: Pick<Clock, "after">;
  ready: Promise<boolean>;
  room: string;
  credentials: Credentials;
  /** The request at the moment of sending, without the credentials. */
  request(): Join;
  onJoined(joined: Joined): void;
  /** Somebody inside has been asked to admit this person. */
  onWaiting(): void;
  /** See `JoinAttemptOptions`. */
  onUnderstood(yes: boolean): void;
  onUnanswered(yes: boolean): void;
  onRefused(failure: Failure): void;
  onError(error: unknown): void;
}

/** Joins, or rejoins after the socket was lost. */
export class JoinFlow {
  #options: JoinFlowOptions;
  #attempt: JoinAttempt;
  /** Counts unlocks, so that a late answer about a password changes nothing. */
  #unlocks = 0;

  constructor(options: JoinFlowOptions) {
    this.#options = options;
    this.#attempt = new JoinAttempt({
      ...options,
      request: () => ({ ...options.request(), ...options.credentials.shown() }),
      onJoined: (joined) => this.#onJoined(joined),
      onRefused: (failure) => this.#onRefused(failure),
    });
  }

  /** Joins; unlocks the room first where a password was typed. */
  enter(password: string | null = null): void {
    if (password === null) void this.#attempt.enter();
    else void this.#unlock(password);
  }

  /** Runs a step in its turn: nothing overtakes the answer to a join. */
  inOrder(step: () => void): void {
    this.#attempt.inOrder(step);
  }

  /** The person no longer wants in, or has left. */
  abandon(): void {
    this.#unlocks++;
    this.#attempt.abandon();
  }

  #onJoined(joined: Joined): void {
    const again = this.#options.credentials.onJoined(joined);
    this.#options.onJoined(joined);
    // This page is in, but not as a host: it tries the link's own key after this answer.
    if (again) queueMicrotask(() => void this.#attempt.enter());
  }

  #onRefused(failure: Failure): void {
    const { credentials, onWaiting, onRefused } = this.#options;
    const { password } = credentials;
    if (credentials.tryOther()) return void this.#attempt.enter();
    if (failure === "bad-invite") credentials.onBadInvite();
    if (failure === "waiting") onWaiting();
    else if (failure === "password-needed" && password !== null) void this.#unlock(password);
    else onRefused(failure);
  }

  /**
   * Keeps the password for as long as the page lives, and forgets it if it is wrong. White space
   * around it came along when it was pasted, unless the room's password has it, too.
   */
  async #unlock(typed: string): Promise<void> {
    const { signaling, room, credentials, onRefused } = this.#options;
    const unlock = ++this.#unlocks;
    let refusal: Failure = "wrong-password";
    for (const password of new Set([typed.trim(), typed])) {
      if (password === "") continue;
      credentials.password = password;
      const outcome = await signaling.request("room:unlock", { room, password });
      if (unlock !== this.#unlocks) return;
      if (outcome.ok) return void this.#attempt.enter();
      if (outcome.error === "offline") return; // the next connection asks again
      refusal = outcome.error;
      if (refusal !== "wrong-password") break;
    }
    credentials.password = null;
    onRefused(refusal);
  }
}
