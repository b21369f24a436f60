// Fetches the watch over relays once there are any: few calls need it, and none before it has begun.
import type { IceServer } from "../../../protocol/signals.ts";
import type { RelayWatch, RelayWatchOptions } from "./relay_watch.ts";

/** A `RelayWatch` that comes while there is no trouble yet. */
export class LazyRelayWatch {
  readonly #options: RelayWatchOptions;
  #watch: Promise<RelayWatch> | null = null;

  constructor(options: RelayWatchOptions) {
    this.#options = options;
  }

  /** These are the servers from now on; where the file did not come, the next ones ask for it again. */
  use(servers: readonly IceServer[]): void {
    if (servers.every(({ username }) => username === undefined)) return; // none of them relays
    this.#watch ??= this.#load();
    this.#watch.catch(() => this.#watch = null);
  }

  async #load(): Promise<RelayWatch> {
    const { RelayWatch } = await import("./relay_watch.ts");
    const watch = new RelayWatch(this.#options);
    watch.start(); // trouble may have begun before; without any the watch ends by itself
    return watch;
  }

  start(): void {
    this.#watch?.then((watch) => watch.start(), () => {});
  }

  stop(): void {
    this.#watch?.then((watch) => watch.stop(), () => {});
    this.#watch = null;
  }
}
