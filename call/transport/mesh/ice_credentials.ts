// Servers for finding paths: their credentials end after minutes and are renewed long before.
import type { IceCredentials as Pass, IceServer } from "../../../protocol/shapes.ts";
import type { Clock, Outcome } from "../../ports.ts";

/** After this part of its life a pass is renewed. */
const RENEW_AT = 0.5;
/** A renewal that failed is tried again after this, in milliseconds. */
const RETRY_MS = 10_000;

export interface IceCredentialsRenewalOptions {
  clock: Pick<Clock, "after">;
  renew(): Promise<Outcome<Pass>>;
  use(servers: readonly IceServer[]): void;
}

/** Keeps the servers fresh from `take()` to `stop()`. Connections that stand are not touched. */
export class IceCredentialsRenewal {
  #options: IceCredentialsRenewalOptions;
  #cancel: () => void = () => {};
  /** An answer to an earlier question than this one comes too late. */
  #turn = 0;

  constructor(options: IceCredentialsRenewalOptions) {
    this.#options = options;
  }

  take({ ice, iceFor }: Pass): void {
    this.stop();
    this.#options.use(ice);
    if (iceFor !== null) this.#renewAfter(iceFor * 1_000 * RENEW_AT);
  }

  stop(): void {
    this.#turn++;
    this.#cancel();
  }

  #renewAfter(ms: number): void {
    this.#cancel = this.#options.clock.after(ms, () => void this.#renew(this.#turn));
  }

  async #renew(turn: number): Promise<void> {
    const outcome = await this.#options.renew();
    if (turn !== this.#turn) return;
    if (outcome.ok) this.take(outcome);
    else this.#renewAfter(RETRY_MS);
  }
}
