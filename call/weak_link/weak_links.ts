// Finds out whose link is the weak one; what does so is fetched with the first statistics.
import type { Signal } from "@preact/signals-core";
import type { StatsTotals } from "../transport/monitor/network_quality.ts";
import { LazyPart } from "../lazy_part.ts";
import type { Scope } from "../scope.ts";
import type { Causes } from "../transport/cause.ts";
import type { LinkObserver, LinkObserverOptions } from "./link_observer.ts";

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
  readonly #observer: LazyPart<LinkObserver>;

  constructor(options: WeakLinksOptions) {
    const { scope, connections, messages, membership } = options;
    const onCauses = (causes: Causes) => void (connections.causes.value = causes);
    this.#observer = new LazyPart(async () => {
      const { LinkObserver } = await import("./link_observer.ts");
      return () => new LinkObserver({ ...options, onCauses });
    });
    connections.listeners.push((id, totals) => {
      if (membership.phase.peek() === "call") this.#observer.want()?.take(id, totals);
    });
    messages.on("paths", (id, said) => this.#observer.part?.hear(id, said));
    scope.watch(() => membership.phase.value === "call", () => {
      this.#observer.part?.clear();
      onCauses(new Map());
    });
  }
}
