// Notes what happens in a call, from the signals that show it: states, qualities, causes, devices, minutes.
import type { MembershipState } from "../membership/membership_state.ts";
import type { MediaState } from "../media/media_state.ts";
import type { Clock } from "../ports.ts";
import { Scope } from "../scope.ts";
import type { Connections } from "../transport/connections.ts";
import type { StatsTotals } from "../transport/monitor/network_quality.ts";
import type { PathReport } from "../transport/path_report.ts";
import type { View } from "../view.ts";
import { PathMeter } from "../weak_link/path_meter.ts";
import { EventLog } from "./event_log.ts";

/** How often the figures of each path are noted, in milliseconds; at once when its quality changes. */
const FIGURES_MS = 60_000;

export interface CallRecorderOptions {
  clock: Pick<Clock, "steady">;
  membership: View<Pick<MembershipState, "members" | "self" | "phase" | "online">>;
  connections: View<Connections>;
  media: View<Pick<MediaState, "flags" | "problems">>;
}

/** Notes from the moment it is made until `stop`. */
export class CallRecorder {
  readonly log = new EventLog();
  readonly #options: CallRecorderOptions;
  readonly #scope = new Scope();
  readonly #begun: number;
  readonly #meters = new Map<string, PathMeter>();
  readonly #paths = new Map<string, PathReport>();
  readonly #figuresAt = new Map<string, number>();

  constructor(options: CallRecorderOptions) {
    this.#options = options;
    const { clock, membership, connections, media } = options;
    this.#begun = clock.steady();
    const { online, phase } = membership;
    this.#follow(() => phase.value, (now) => `phase: ${now}`);
    this.#follow(() => online.value, (on) => on ? "server: connected" : "server: lost");
    this.#follow(() => connections.spared.value, (level) => `computer: spared at level ${level}`);
    this.#follow(() => connections.forwarded.value, (how) => `SFU: ${how ?? "none"}`);
    this.#follow(() => flagsIn(media.flags.value), (on) => `own devices: ${on}`);
    this.#follow(() => JSON.stringify(media.problems.value), (all) => `device problems: ${all}`);
    const others = () =>
      new Map(membership.members.value.map(({ id, away, media }) => [
        id,
        `${id === membership.self.value ? "this page" : away ? "away" : "there"}, ${
          flagsIn(media)
        }`,
      ]));
    this.#followEach(others, "member");
    this.#followEach(() => connections.states.value, "connection");
    this.#followEach(() => connections.qualities.value, "quality", (id) => this.#figures(id));
    this.#followEach(() => connections.causes.value, "cause");
    this.#followEach(() => connections.verifications.value, "verification");
  }

  /** What the statistics of the connection with a member count now. */
  take(id: string, totals: StatsTotals): void {
    const now = this.#options.clock.steady();
    const meter = this.#meters.get(id) ?? new PathMeter(id);
    this.#meters.set(id, meter);
    const path = meter.take(totals, now);
    if (path === null) return;
    this.#paths.set(id, path);
    if (now - (this.#figuresAt.get(id) ?? -Infinity) >= FIGURES_MS) this.#figures(id);
  }

  stop(): void {
    this.#scope.dispose();
  }

  /** Since it began, in milliseconds. */
  get age(): number {
    return this.#options.clock.steady() - this.#begun;
  }

  #figures(id: string): void {
    const path = this.#paths.get(id);
    if (path === undefined) return;
    this.#figuresAt.set(id, this.#options.clock.steady());
    this.log.note(this.age, `${this.log.nameOf(id)}: ${figuresOf(path)}`);
  }

  #follow<T>(read: () => T, told: (value: T) => string): void {
    this.#scope.watch(read, (value) => this.log.note(this.age, told(value)));
  }

  /** Notes whose value has changed, and who is gone. */
  #followEach(
    read: () => ReadonlyMap<string, string>,
    what: string,
    onChange: (id: string) => void = () => {},
  ): void {
    let before: ReadonlyMap<string, string> = new Map();
    this.#scope.watch(read, (now) => {
      for (const id of new Set([...before.keys(), ...now.keys()])) {
        if (before.get(id) === now.get(id)) continue;
        this.log.note(this.age, `${this.log.nameOf(id)}: ${what} ${now.get(id) ?? "gone"}`);
        onChange(id);
        if (now.has(id) || what !== "member") continue;
        for (const map of [this.#meters, this.#paths, this.#figuresAt]) map.delete(id);
      }
      before = now;
    });
  }
}

function flagsIn(flags: Readonly<Record<string, unknown>>): string {
  const on = Object.keys(flags).filter((name) => flags[name] === true);
  return on.length === 0 ? "nothing on" : `${on.join(" ")} on`;
}

function figuresOf({ loss, missed, jitter, trip, rise, relay, narrow }: PathReport): string {
  const part = (share: number | null) => share === null ? "–" : `${(100 * share).toFixed(1)} %`;
  const time = (ms: number | null) => ms === null ? "–" : `${ms} ms`;
  return [
    `lost ${part(loss)} from there, ${part(missed)} to there`,
    `jitter ${time(jitter)}`,
    `round trip ${time(trip)} (${time(rise)} over the least)`,
    ...relay ? ["over a TURN server"] : [],
    ...narrow ? ["narrow"] : [],
  ].join(", ");
}
