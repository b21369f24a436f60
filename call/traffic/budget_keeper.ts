// Follows a data budget while a call goes on: counts, divides, warns, and remembers it over a reload.
import type { ReadonlySignal } from "@preact/signals-core";
import type { Member } from "../../protocol/shapes.ts";
import type { Notification } from "../notifications/notification.ts";
import type { Clock } from "../ports.ts";
import type { SavedBudget } from "../saved_state.ts";
import type { Traffic } from "../transport/traffic_meter.ts";
import { beginBudget, type BudgetState, nextBudget, WARNED_AT } from "./budget_policy.ts";

/** Between two looks, in milliseconds. */
const LOOK_MS = 2_000;

export interface BudgetKeeperOptions {
  clock: Pick<Clock, "steady" | "after">;
  begin: SavedBudget;
  traffic: ReadonlySignal<ReadonlyMap<string, Traffic>>;
  members: ReadonlySignal<readonly Member[]>;
  self: ReadonlySignal<string | null>;
  inCall(): boolean;
  /** What there is of it now, and what follows from that. */
  onUse(budget: SavedBudget, state: BudgetState): void;
  notify(notification: Notification): void;
}

/** Looks until it is stopped; time counts in the call alone. */
export class BudgetKeeper {
  readonly #options: BudgetKeeperOptions;
  #budget: SavedBudget;
  #state: BudgetState;
  #counted: number;
  #lookedAt: number;
  #cancel: () => void = () => {};

  constructor(options: BudgetKeeperOptions) {
    this.#options = options;
    this.#budget = options.begin;
    this.#state = beginBudget(options.begin.used);
    this.#counted = this.#sum();
    this.#lookedAt = options.clock.steady();
    this.#look();
  }

  stop(): void {
    this.#cancel();
  }

  #look(): void {
    const { clock, inCall, onUse } = this.#options;
    const now = clock.steady();
    const sum = this.#sum();
    // In another call counting begins anew.
    const bytes = sum >= this.#counted ? sum - this.#counted : sum;
    const ms = inCall() ? now - this.#lookedAt : 0;
    this.#counted = sum;
    this.#lookedAt = now;
    const { plan, used: before } = this.#budget;
    const used = { bytes: before.bytes + bytes, ms: before.ms + ms };
    this.#warn(before.bytes, used.bytes);
    this.#budget = { plan, used };
    this.#state = nextBudget(this.#state, { plan, used, needs: this.#needs() });
    onUse(this.#budget, this.#state);
    this.#cancel = clock.after(LOOK_MS, () => this.#look());
  }

  #sum(): number {
    return [...this.#options.traffic.peek().values()].reduce(
      (sum, { up, down }) => sum + up + down,
      0,
    );
  }

  #needs() {
    const { members, self } = this.#options;
    const all = members.peek();
    const shows = ({ media }: Member) => media.camera || media.screen;
    const others = all.filter(({ id }) => id !== self.peek());
    return {
      voices: others.length,
      sendsPictures: all.some((member) => member.id === self.peek() && shows(member)),
      getsPictures: others.some(shows),
    };
  }

  /** At the moment when it passes that part, and so once, whatever is reloaded. */
  #warn(before: number, after: number): void {
    const { bytes } = this.#budget.plan;
    const passes = (part: number) => before < part * bytes && after >= part * bytes;
    if (passes(1)) this.#options.notify({ kind: "budgetSpent" });
    else if (passes(WARNED_AT)) this.#options.notify({ kind: "budgetLow", left: bytes - after });
  }
}
