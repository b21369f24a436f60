// What a person allows a call to take of the network, followed by the transport.
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import type { MembershipState } from "../membership/membership_state.ts";
import type { Notification } from "../notifications/notification.ts";
import type { Clock } from "../ports.ts";
import type { Preferences } from "../preferences.ts";
import type { SavedBudget, SavedState } from "../saved_state.ts";
import type { Scope } from "../scope.ts";
import type { Connections } from "../transport/connections.ts";
import {
  mediaWithin,
  NO_LIMITS,
  type TrafficLimits,
  uplinkOf,
} from "../transport/traffic_limits.ts";
import type { MediaTransport } from "../transport/transport.ts";
import type { View } from "../view.ts";
import type { BudgetKeeper } from "./budget_keeper.ts";
import type { BudgetPlan } from "./budget_policy.ts";

export interface TrafficControlOptions {
  scope: Scope;
  room: string;
  clock: Clock;
  savedState: SavedState;
  preferences: Preferences;
  membership: View<MembershipState>;
  connections: View<Pick<Connections, "traffic" | "serving">>;
  transport: Pick<MediaTransport, "setLimits">;
  notify(notification: Notification): void;
  onError(error: unknown): void;
}

/** Follows the settings, and a data budget where there is one, until the scope ends. */
export class TrafficControl {
  readonly #options: TrafficControlOptions;
  readonly #budget: Signal<SavedBudget | null>;
  readonly #given: Signal<
    Pick<TrafficLimits, "picturesUp" | "picturesDown"> & { isSmall: boolean } | null
  > = signal(null);
  #keeper: BudgetKeeper | null = null;
  /** Whether a budget leaves hardly more than voices. */
  readonly isTight: ReadonlySignal<boolean> = computed(() => this.#given.value?.isSmall ?? false);

  constructor(options: TrafficControlOptions) {
    this.#options = options;
    const { scope, room, preferences, membership, connections } = options;
    const { savedState, transport } = options;
    this.#budget = signal(savedState.budget(room));
    scope.effect(() => {
      const settings = preferences.settings.value;
      const { picturesUp, picturesDown } = this.#given.value ?? NO_LIMITS;
      const up = mediaWithin(uplinkOf(settings), connections.serving.value);
      transport.setLimits({ up, picturesUp, picturesDown, music: settings.music });
    });
    scope.watch(
      () => membership.phase.value === "call" && this.#budget.value !== null,
      (isNeeded) => isNeeded ? void this.#begin() : this.#end(),
    );
    scope.add(() => this.#end());
  }

  /** What there is, and what is used of it; null without one. */
  get budget(): ReadonlySignal<SavedBudget | null> {
    return this.#budget;
  }

  /** From now on, or no more. */
  setBudget(plan: BudgetPlan | null): void {
    this.#end();
    this.#keep(plan === null ? null : { plan, used: { bytes: 0, ms: 0 } });
    if (plan !== null && this.#options.membership.phase.peek() === "call") void this.#begin();
  }

  #keep(budget: SavedBudget | null): void {
    this.#budget.value = budget;
    this.#options.savedState.setBudget(this.#options.room, budget);
  }

  async #begin(): Promise<void> {
    const { clock, connections, membership, notify, onError } = this.#options;
    const begin = this.#budget.peek();
    try {
      const { BudgetKeeper } = await import("./budget_keeper.ts");
      // Another one was set, or none, or the call ended meanwhile.
      const isWanted = begin !== null && this.#budget.peek() === begin && this.#keeper === null;
      if (!isWanted || membership.phase.peek() !== "call") return;
      this.#keeper = new BudgetKeeper({
        ...{ clock, begin, notify, traffic: connections.traffic },
        ...{ members: membership.members, self: membership.self },
        inCall: () => membership.phase.peek() === "call",
        onUse: (budget, { up, down, isSmall }) => {
          this.#keep(budget);
          this.#given.value = { picturesUp: up, picturesDown: down, isSmall };
        },
      });
    } catch (error) {
      onError(error);
    }
  }

  #end(): void {
    this.#keeper?.stop();
    this.#keeper = null;
    this.#given.value = null;
  }
}
