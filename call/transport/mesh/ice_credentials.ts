// STUN and TURN servers: their credentials expire after minutes and are renewed long before that.
import type { IceCredentials, IceServer } from "../../../protocol/signals.ts";
import type { Clock, Outcome } from "../../ports.ts";

/** Credentials are renewed after this share of their lifetime. */
const RENEW_AT = 0.5;
/** Pause before a failed renewal is tried again, in milliseconds. */
const RETRY_MS = 10_000;

export interface IceCredentialsRenewalOptions {
  clock: Pick<Clock, "after">;
  renew(): Promise<Outcome<IceCredentials>>;
  use(servers: readonly IceServer[]): void;
}

/** Renews credentials from `take()` to `stop()`. Connections that exist are not touched. */
export class IceCredentialsRenewal {
  #options: IceCredentialsRenewalOptions;
  #cancel: () => void = () => {};
  /** Counts requests, so that the answer to an earlier one is ignored. */
  #request = 0;
  #taken = false;
  /** For how long they may still be slept through, in milliseconds; Infinity where they last for ever. */
  #left = Infinity;

  constructor(options: IceCredentialsRenewalOptions) {
    this.#options = options;
  }

  /** Asks for credentials if there never were any: this transport was made after the join. */
  ensure(): void {
    if (this.#taken) return;
    this.#taken = true;
    void this.#renew(this.#request);
  }

  take({ ice, iceFor }: IceCredentials): void {
    this.stop();
    this.#taken = true;
    this.#options.use(ice);
    if (iceFor !== null) this.#renewAfter(this.#left = iceFor * 1_000 * RENEW_AT);
  }

  /** The page has slept for so many milliseconds, and its alarms perhaps with it. */
  slept(ms: number): void {
    this.#left -= ms;
    if (this.#left > 0) return;
    this.#cancel();
    void this.#renew(this.#request);
  }

  stop(): void {
    this.#request++;
    this.#left = Infinity;
    this.#cancel();
  }

  #renewAfter(ms: number): void {
    this.#cancel = this.#options.clock.after(ms, () => void this.#renew(this.#request));
  }

  async #renew(request: number): Promise<void> {
    const outcome = await this.#options.renew();
    if (request !== this.#request) return;
    if (outcome.ok) this.take(outcome);
    else this.#renewAfter(RETRY_MS);
  }
}
