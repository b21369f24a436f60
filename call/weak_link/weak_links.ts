// Finds out whose link is the weak one; what does so is fetched with the first statistics.
import type { Signal } from "@preact/signals-core";
import type { PageReport } from "../transport/path_report.ts";
import type { StatsTotals } from "../transport/monitor/network_quality.ts";
import type { Scope } from "../scope.ts";
import type { Causes } from "../transport/cause.ts";
import type { LinkObserver, LinkObserverOptions } from "./link_observer.ts";

/** After so many failed attempts nothing is told. */
const MOST_ATTEMPTS = 3;

export interface WeakLinksOptions extends Omit<LinkObserverOptions, "onCauses" | "connections"> {
  scope: Scope;
  connections: LinkObserverOptions["connections"] & {
    listeners: ((id: string, totals: StatsTotals) => void)[];
    /** Written here. */
    causes: Signal<Causes>;
  };
}

/** Writes the causes of the present call into its connections. */
export class WeakLinks {
  readonly #options: WeakLinksOptions;
  #observer: LinkObserver | null = null;
  #isLoading = false;
  #attempts = 0;

  constructor(options: WeakLinksOptions) {
    this.#options = options;
    const { scope, connections, messages, membership } = options;
    connections.listeners.push((id, totals) => this.#take(id, totals));
    messages.on("paths", (id, report: PageReport) => this.#observer?.hear(id, report));
    scope.watch(() => membership.phase.value === "call", () => this.#reset());
  }

  #take(id: string, totals: StatsTotals): void {
    if (this.#options.membership.phase.peek() !== "call") return;
    if (this.#observer !== null) this.#observer.take(id, totals);
    else if (!this.#isLoading && this.#attempts < MOST_ATTEMPTS) void this.#load();
  }

  async #load(): Promise<void> {
    this.#isLoading = true;
    this.#attempts += 1;
    try {
      const { LinkObserver } = await import("./link_observer.ts");
      const onCauses = (causes: Causes) => void (this.#options.connections.causes.value = causes);
      this.#observer = new LinkObserver({ ...this.#options, onCauses });
    } catch {
      // Without a network there is nothing to compare; the next statistics ask again.
    } finally {
      this.#isLoading = false;
    }
  }

  #reset(): void {
    this.#observer?.clear();
    this.#options.connections.causes.value = new Map();
  }
}
