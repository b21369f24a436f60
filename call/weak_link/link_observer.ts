// Measures the own paths, tells the others, hears what they measure, and names the weak link from all of it.
import type { MembershipState } from "../membership/membership_state.ts";
import type { Notification } from "../notifications/notification.ts";
import type { Clock, SignalingClient } from "../ports.ts";
import type { Causes } from "../transport/cause.ts";
import type { Connections } from "../transport/connections.ts";
import { MessageBudget } from "../transport/message_budget.ts";
import type { MessageBus } from "../transport/message_bus.ts";
import type { StatsTotals } from "../transport/monitor/network_quality.ts";
import {
  MOST_PATHS,
  type PageReport,
  type PathReport,
  readReport,
} from "../transport/path_report.ts";
import type { View } from "../view.ts";
import { causesOf } from "./causes.ts";
import { edgesOf } from "./edges.ts";
import { PathMeter } from "./path_meter.ts";
import { causesIn, nextShown, type ShownCauses } from "./shown_causes.ts";
import { ServerTrips } from "./server_trips.ts";
import { Tellings } from "./tellings.ts";

/** Between two looks at everything, in milliseconds. */
const LOOK_MS = 1_900;
/** The statistics of all connections come within this time, in milliseconds. */
const GATHER_MS = 250;
/** Measurements and reports that are older say nothing of the present, in milliseconds. */
const OLD_MS = { own: 6_000, others: 15_000 };
/** A report that says nothing new is repeated after this time, in milliseconds. */
const REPEAT_MS = 6_000;
/** What another page may report; more is not read. */
const REPORTS = { burst: 4, perSecond: 1 };

export interface LinkObserverOptions {
  clock: Pick<Clock, "steady" | "after">;
  signaling: Pick<SignalingClient, "request">;
  messages: MessageBus;
  membership: View<Pick<MembershipState, "members" | "self" | "phase">>;
  connections: View<Pick<Connections, "spared" | "qualities" | "forwarded">>;
  notify(notification: Notification): void;
  /** Others are to blame, or nobody is. */
  onCauses(causes: Causes): void;
}

interface Kept<T> {
  readonly value: T;
  readonly at: number;
}

/** Driven by the statistics that come anyway. */
export class LinkObserver {
  readonly #options: LinkObserverOptions;
  readonly #meters = new Map<string, PathMeter>();
  readonly #paths = new Map<string, Kept<PathReport>>();
  readonly #heard = new Map<string, Kept<PageReport>>();
  readonly #budgets = new Map<string, MessageBudget>();
  readonly #server: ServerTrips;
  #tellings = new Tellings();
  #shown: ShownCauses = new Map();
  #lookedAt = -Infinity;
  #cancel: () => void = () => {};
  #told: { readonly grades: string; readonly at: number } | null = null;

  constructor(options: LinkObserverOptions) {
    this.#options = options;
    const { clock, signaling } = options;
    this.#server = new ServerTrips(clock, () => signaling.request("echo:send", { text: "" }));
  }

  /** What the statistics of the connection with a member count now. */
  take(id: string, totals: StatsTotals): void {
    const { clock } = this.#options;
    const now = clock.steady();
    const meter = this.#meters.get(id) ?? new PathMeter(id);
    this.#meters.set(id, meter);
    const path = meter.take(totals, now);
    if (path === null) this.#paths.delete(id);
    else this.#paths.set(id, { value: path, at: now });
    if (now - this.#lookedAt < LOOK_MS) return;
    this.#lookedAt = now;
    this.#cancel = clock.after(GATHER_MS, () => this.#look(clock.steady()));
  }

  /** What another page reports; what is not as it should be is as if it were not said. */
  hear(id: string, said: Readonly<Record<string, unknown>>): void {
    const now = this.#options.clock.steady();
    if (!this.#options.membership.members.value.some((member) => member.id === id)) return;
    const budget = this.#budgets.get(id) ?? new MessageBudget(REPORTS);
    this.#budgets.set(id, budget);
    const report = budget.take(now) ? readReport(said) : null;
    if (report !== null) this.#heard.set(id, { value: report, at: now });
  }

  /** Another call begins, or none. */
  clear(): void {
    this.#cancel();
    for (const map of [this.#meters, this.#paths, this.#heard, this.#budgets]) map.clear();
    this.#tellings = new Tellings();
    this.#shown = new Map();
    this.#told = null;
    this.#lookedAt = -Infinity;
  }

  #look(now: number): void {
    const { membership, notify, onCauses } = this.#options;
    const self = membership.self.value;
    if (self === null) return;
    this.#forgetGone(self);
    const own = this.#ownReport(now);
    const reports = new Map(
      [...this.#heard].flatMap(([id, { value, at }]) =>
        now - at <= OLD_MS.others ? [[id, value] as const] : []
      ),
    ).set(self, own);
    const edges = edgesOf(reports);
    const isBad = edges.some(({ from, to, grade }) => grade > 0 && (from === self || to === self));
    this.#server.look(now, { isUrgent: isBad });
    this.#tell(own, {
      now,
      grades: edgesOf(new Map([[self, own]])).map(({ grade }) => grade).join(),
    });
    const before = causesIn(this.#shown);
    this.#shown = nextShown(this.#shown, causesOf(reports, self), now);
    const causes = causesIn(this.#shown);
    if (!isSame(before, causes)) onCauses(causes);
    const names = new Map(membership.members.value.map(({ id, name }) => [id, name]));
    const due = this.#tellings.next(causes, { self, now });
    if (due !== null) {
      const name = due.id === self ? "" : names.get(due.id) ?? "";
      notify({ kind: "weakLink", cause: due.cause, name });
    }
  }

  #ownReport(now: number): PageReport {
    const { spared, forwarded, qualities } = this.#options.connections;
    const fresh = [...this.#paths.values()].filter(({ at }) => now - at <= OLD_MS.own);
    const all = [...qualities.value.values()];
    const poor = all.filter((quality) => quality !== "good").length;
    return {
      paths: fresh.map(({ value }) => value).slice(0, MOST_PATHS),
      strained: spared.value > 0,
      server: this.#server.rise(now),
      forwarded: forwarded.value === null ? null : poor > 0 && 2 * poor > all.length,
    };
  }

  #tell(report: PageReport, { now, grades }: { now: number; grades: string }): void {
    const { membership, messages } = this.#options;
    const others = membership.members.value.filter(({ id }) => id !== membership.self.value);
    const news = `${grades} ${report.strained} ${report.forwarded}`;
    const isNews = this.#told === null || this.#told.grades !== news;
    if (others.length > MOST_PATHS || !isNews && now - (this.#told?.at ?? 0) < REPEAT_MS) return;
    this.#told = { grades: news, at: now };
    for (const { id } of others) messages.send(id, "paths", { ...report });
  }

  #forgetGone(self: string): void {
    const here = new Set(this.#options.membership.members.value.map(({ id }) => id));
    here.delete(self);
    for (const map of [this.#meters, this.#paths, this.#heard, this.#budgets]) {
      for (const id of map.keys()) if (!here.has(id)) map.delete(id);
    }
  }
}

function isSame(one: Causes, other: Causes): boolean {
  return one.size === other.size && [...one].every(([id, cause]) => other.get(id) === cause);
}
