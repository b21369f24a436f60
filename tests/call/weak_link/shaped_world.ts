// A call whose lines are shaped: each page counts what would arrive, and reports it as pages do.
import type { StatsEntry, StatsTotals } from "@/call/transport/monitor/network_quality.ts";
import type { PageReport, PathReport } from "@/call/transport/path_report.ts";
import type { Causes } from "@/call/transport/cause.ts";
import { causesOf } from "@/call/weak_link/causes.ts";
import { PathMeter } from "@/call/weak_link/path_meter.ts";
import { causesIn, nextShown, type ShownCauses } from "@/call/weak_link/shown_causes.ts";
import { seeded } from "../../fakes/random.ts";

/** What one line does to what passes it. */
export interface Shape {
  /** Share of packets. */
  loss?: number;
  /** Milliseconds that packets wait, and by how much that differs from packet to packet. */
  queue?: number;
  jitter?: number;
}

export interface World {
  people: readonly string[];
  up?: Readonly<Record<string, Shape>>;
  down?: Readonly<Record<string, Shape>>;
  /** By "a b": the way between two, in both directions. */
  between?: Readonly<Record<string, Shape>>;
  /** By "a b" in order: pairs that use a TURN server, and what that one does. */
  relayed?: readonly string[];
  relay?: Shape;
  /** Of the way to the signaling server, beyond the lines themselves, in milliseconds. */
  server?: number;
  strained?: readonly string[];
  /** Pages that report nothing: older ones. */
  silent?: readonly string[];
  /** What some report instead of what they measure. */
  lies?: Readonly<Record<string, (honest: PageReport) => PageReport>>;
  /** Of the clock of each page against the others', in milliseconds. */
  clocks?: Readonly<Record<string, number>>;
  forwarded?: Readonly<Record<string, boolean>>;
}

/** Between two looks, in milliseconds. */
const LOOK_MS = 2_000;
/** Packets in that time: the voice's and all. */
const PACKETS = 300;

/** What page `self` shows after so many milliseconds of it. */
export function shownAfter(world: World, self: string, ms: number): Causes {
  const random = seeded(world.people.length + 100 * ms + self.charCodeAt(0));
  const paths = world.people.flatMap((at) =>
    world.people.filter((id) => id !== at).map((id) => new Path(world, { at, id, random }))
  );
  let shown: ShownCauses = new Map();
  // A healthy call comes first, so that each page knows how fast its paths can be.
  for (const path of paths) path.look({}, world.clocks?.[path.at] ?? 0);
  for (const path of paths) path.look({}, LOOK_MS + (world.clocks?.[path.at] ?? 0));
  for (let now = 2 * LOOK_MS; now <= ms + LOOK_MS; now += LOOK_MS) {
    const reports = new Map<string, PageReport>();
    for (const at of world.people) {
      const clock = now + (world.clocks?.[at] ?? 0);
      const own = paths.filter((path) => path.at === at);
      const honest = reportOf(world, at, own.map((path) => path.look(world, clock)), random);
      if (at !== self && world.silent?.includes(at)) continue;
      reports.set(at, world.lies?.[at]?.(honest) ?? honest);
    }
    shown = nextShown(shown, causesOf(reports, self), now);
  }
  return causesIn(shown);
}

function reportOf(
  world: World,
  at: string,
  paths: readonly (PathReport | null)[],
  random: () => number,
): PageReport {
  const queue = (world.up?.[at]?.queue ?? 0) + (world.down?.[at]?.queue ?? 0);
  return {
    paths: paths.filter((path) => path !== null),
    strained: world.strained?.includes(at) ?? false,
    server: Math.round(queue + (world.server ?? 0) + 20 * random()),
    forwarded: world.forwarded?.[at] ?? null,
  };
}

class Path {
  readonly at: string;
  readonly #id: string;
  readonly #meter: PathMeter;
  readonly #random: () => number;
  readonly #isRelayed: boolean;
  #counted = { received: 0, lost: 0, sent: 0, missed: 0 };

  constructor(
    { relayed = [] }: World,
    { at, id, random }: { at: string; id: string; random: () => number },
  ) {
    this.at = at;
    this.#id = id;
    this.#random = random;
    this.#meter = new PathMeter(id);
    this.#isRelayed = relayed.includes([at, id].toSorted().join(" "));
  }

  look(world: Partial<World>, clock: number): PathReport | null {
    const [here, there] = [
      this.#shape(world, this.#id, this.at),
      this.#shape(world, this.at, this.#id),
    ];
    const lost = this.#lost(here.loss);
    this.#counted.received += PACKETS - lost;
    this.#counted.lost += lost;
    this.#counted.sent += PACKETS;
    this.#counted.missed += this.#lost(there.loss);
    const trip = 40 + here.queue + there.queue + 15 * this.#random();
    return this.#meter.take(this.#totals(trip, 4 + here.jitter + 4 * this.#random()), clock);
  }

  #lost(share: number): number {
    return Math.round(PACKETS * Math.min(1, share * (0.8 + 0.4 * this.#random())));
  }

  /** Everything that packets pass on this way, taken together. */
  #shape({ up, down, between, relay }: Partial<World>, from: string, to: string) {
    const way = between?.[[from, to].toSorted().join(" ")];
    const all = [up?.[from], down?.[to], way, this.#isRelayed ? relay : undefined];
    return {
      loss: 1 - all.reduce((left, shape) => left * (1 - (shape?.loss ?? 0)), 1),
      queue: all.reduce((sum, shape) => sum + (shape?.queue ?? 0), 0),
      jitter: all.reduce((sum, shape) => sum + (shape?.jitter ?? 0), 0),
    };
  }

  #totals(trip: number, jitter: number): StatsTotals {
    const entries: StatsEntry[] = [
      { type: "transport", selectedCandidatePairId: "pair" },
      ...[{ type: "candidate-pair", id: "pair", localCandidateId: "own" }],
      { type: "local-candidate", id: "own", candidateType: this.#isRelayed ? "relay" : "host" },
      {
        ...{ type: "inbound-rtp", id: "voice", kind: "audio", jitter: jitter / 1_000 },
        packetsReceived: this.#counted.received,
      },
    ];
    return {
      ...{ ...this.#counted, roundTrip: trip, reportedTrip: trip, entries },
      ...{ bytes: 0, voice: null, frozen: 0, pictureBytes: 0, up: 0, down: 0 },
    };
  }
}
