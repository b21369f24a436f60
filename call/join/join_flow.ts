// The way through a room's door: what is shown there, the password, and waiting to be let in.
import type { Join, Joined } from "../../protocol/shapes.ts";
import { JoinAttempt } from "./join_attempt.ts";
import type { SavedState } from "../saved_state.ts";
import type { Clock, Failure, PagePort, Secrets, SignalingClient } from "../ports.ts";
import { Credentials } from "./credentials.ts";

export interface JoinFlowOptions {
  signaling: SignalingClient;
  clock: Pick<Clock, "after">;
  ready: Promise<void>;
  savedState: SavedState;
  room: string;
  /** What to ask for at the moment of asking, but for what is shown at the door. */
  request(): Join;
  onJoined(joined: Joined): void;
  /** Somebody inside is asked to open. */
  onWaiting(): void;
  /** See `JoinAttemptOptions`. */
  onUnderstood(yes: boolean): void;
  onRefused(failure: Failure): void;
  onError(error: unknown): void;
}

/** Goes in, or comes back after the socket was lost. */
export class JoinFlow {
  readonly credentials: Credentials;
  #options: JoinFlowOptions;
  #entrance: JoinAttempt;
  /** Counts attempts, so that a late answer about a password changes nothing. */
  #attempt = 0;

  constructor(options: JoinFlowOptions) {
    const { signaling, clock, savedState, room } = options;
    this.#options = options;
    this.credentials = new Credentials({ savedState, room });
    this.#entrance = new JoinAttempt({
      signaling,
      clock,
      ready: options.ready,
      request: () => ({ ...options.request(), ...this.credentials.shown() }),
      onJoined: (joined) => this.#onJoined(joined),
      onUnderstood: options.onUnderstood,
      onRefused: (failure) => this.#onRefused(failure),
      onError: options.onError,
    });
  }

  /** Takes what the page's address carries. Whether the person has to look at it before the way in. */
  read(page: PagePort, secrets: Secrets): boolean {
    this.credentials.take(page, secrets);
    return this.credentials.doubt.value !== null;
  }

  /** Asks to be let in; with a password that was typed, says that first. */
  enter(password: string | null = null): void {
    if (password === null) void this.#entrance.enter();
    else void this.#unlock(password);
  }

  /** Runs a step when it is its turn: nothing overtakes the answer to a join. */
  inOrder(step: () => void): void {
    this.#entrance.inOrder(step);
  }

  /** One does not want in any more, or is out again. */
  abandon(): void {
    this.#attempt++;
    this.#entrance.abandon();
  }

  #onJoined(joined: Joined): void {
    const again = this.credentials.onJoined(joined);
    this.#options.onJoined(joined);
    // One is in, but not as a host: the link's own key is tried when this answer is dealt with.
    if (again) queueMicrotask(() => void this.#entrance.enter());
  }

  #onRefused(failure: Failure): void {
    const { password } = this.credentials;
    if (this.credentials.tryOther()) return void this.#entrance.enter();
    if (failure === "bad-invite") this.credentials.onBadInvite();
    if (failure === "waiting") this.#options.onWaiting();
    else if (failure === "password-needed" && password !== null) void this.#unlock(password);
    else this.#options.onRefused(failure);
  }

  /** It is kept for as long as the page lives, and forgotten if it is wrong. */
  /** White space around it came along when it was pasted, unless the room's password has it, too. */
  async #unlock(typed: string): Promise<void> {
    const { signaling, room, onRefused } = this.#options;
    const attempt = ++this.#attempt;
    let refusal: Failure = "wrong-password";
    for (const password of new Set([typed.trim(), typed])) {
      if (password === "") continue;
      this.credentials.password = password;
      const outcome = await signaling.request("room:unlock", { room, password });
      if (attempt !== this.#attempt) return;
      if (outcome.ok) return void this.#entrance.enter();
      if (outcome.error === "offline") return; // the next connection asks again
      refusal = outcome.error;
      if (refusal !== "wrong-password") break;
    }
    this.credentials.password = null;
    onRefused(refusal);
  }
}
