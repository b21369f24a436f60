// Which pictures travel between this page and the others, and how: what is asked for, and what there is room for.
import type { Clock, Pressure } from "../../ports.ts";
import type { PeerMessage } from "../data_messages.ts";
import type { Demand } from "../demand.ts";
import type { StatsTotals } from "../monitor/network_quality.ts";
import { isTight, NO_LIMITS, picturesWithin, type TrafficLimits } from "../traffic_limits.ts";
import type { LocalTracks } from "../tracks.ts";
import type { DirectHost, DirectReceivers } from "../transport.ts";
import { DemandSender } from "./demand_sender.ts";
import { EncodingControl } from "./encoding_control.ts";
import type { MeshMember } from "./mesh_member.ts";
import { MESH_TOOLS } from "./mesh_tools.ts";
import type { PictureEncoding, PictureSlot } from "./encoding_limits.ts";
import { LazyMeasuredLimits } from "./load_measured_limits.ts";
import type { UplinkMemory } from "./uplink_budget.ts";

/** After so many milliseconds the browser has estimated what a connection's path carries. */
const RAMP_UP_MS = 2_000;

/** The budget for all pictures where nothing is known of the network, in bit/s. */
const FIRST = 800_000;
/** For all pictures of a page that saves data, in bit/s. */
const SAVED = 150_000;

export interface PictureControlOptions {
  clock: Pick<Clock, "after" | "steady">;
  members(): ReadonlyMap<string, Pick<MeshMember, "session" | "rampingUp">>;
  tracks(): LocalTracks;
  uplink: UplinkMemory;
  /** How busy this computer is; null where that is not known. */
  pressure(): Pressure | null;
  /** This computer is spared more, or less: 0 not at all. */
  onSpared(level: number): void;
  /** False if there is no open way to them. */
  send(id: string, message: PeerMessage): boolean;
}

/** Asks others for what this page shows, and sends what they ask for within the uplink's budget. */
export class PictureControl {
  readonly #options: PictureControlOptions;
  #direct: DirectReceivers | null = null;
  readonly #demand: DemandSender;
  readonly #encodings: EncodingControl;
  readonly #limits: LazyMeasuredLimits;
  /** Members whose pages save data. */
  readonly #savers = new Set<string>();
  #isSaving = false;
  #most: TrafficLimits = NO_LIMITS;
  #wanted: Demand = new Map();

  constructor(options: PictureControlOptions) {
    const { clock, members, tracks, uplink, pressure, onSpared, send } = options;
    this.#options = options;
    this.#demand = new DemandSender({ clock, members, send });
    const receivers = () => this.receivers();
    this.#limits = new LazyMeasuredLimits({
      ...{ clock, members: receivers, memory: uplink, first: FIRST },
      ...{ onSpared, pressure },
      isSaving: (id) => this.isSparse(id),
      isTight: () => isTight(this.#most, this.receivers().size),
      isMusic: () => this.#most.music,
      onChange: () => (this.show(this.#wanted), this.update()),
    });
    const budget = () =>
      Math.min(
        this.#limits.rate,
        this.#isSaving ? SAVED : Infinity,
        picturesWithin(this.#most, this.receivers().size),
      );
    this.#encodings = new EncodingControl({
      ...{ clock, members: receivers, tracks, budget },
      spare: (plan, receivers) => this.#limits.spared(plan, receivers),
    });
  }

  /** Decides from now on to whom media go from here at all. */
  useDirect(make: (host: DirectHost) => DirectReceivers): void {
    this.#direct = make({
      ...{ ...this.#options, tools: MESH_TOOLS },
      onChange: () => this.update(),
    });
  }

  get direct(): DirectReceivers | null {
    return this.#direct;
  }

  /** Members who are sent media. */
  receivers(): ReturnType<PictureControlOptions["members"]> {
    const members = this.#options.members();
    return this.#direct?.receivers(members) ?? members;
  }

  /** Members, tracks or connections have changed. */
  update(): void {
    this.#encodings.update();
    this.#limits.update({ isNeeded: this.#isSaving || this.#savers.size > 0 || this.#most.music });
  }

  /** Whether this page saves data. */
  setSaving(on: boolean): void {
    this.#isSaving = on;
    this.update();
  }

  /** The most that this page sends, and is sent. */
  setLimits(limits: TrafficLimits): void {
    this.#most = limits;
    this.#demand.limit(limits.picturesDown);
    this.update();
  }

  /** A connection to this member is up, and ramps up for a while. */
  connected(member: Pick<MeshMember, "rampingUp">): void {
    this.update();
    this.#options.clock.after(RAMP_UP_MS, () => {
      member.rampingUp = false;
      this.update();
    });
  }

  /** What this page shows of the others. */
  show(demand: Demand): void {
    this.#wanted = demand;
    this.#demand.set(this.#limits.eased(demand));
  }

  /** Whether the message was one for these pictures. */
  take(id: string, message: PeerMessage): boolean {
    if (this.#direct?.take(id, message)) return true;
    if (message.kind === "saving") {
      if (message.on) this.#savers.add(id);
      else this.#savers.delete(id);
      this.update();
      return false; // people are told, too
    }
    if (message.kind === "cap") this.#encodings.takeCap(id, message.rate ?? Infinity);
    if (message.kind !== "demand") return message.kind === "cap";
    this.#encodings.takeDemand(id, message);
    return true;
  }

  /** A member can be told something. */
  reached(id: string): void {
    this.#direct?.reached(id);
    this.#demand.reached(id);
  }

  /** What the statistics of a connection count now. */
  note(id: string, totals: StatsTotals): void {
    this.#limits.note(id, totals);
    this.#encodings.update(); // what a browser refused or forgot is set again
  }

  /** A member's description, as this page goes by it. */
  shape(id: string, sdp: string, type: "offer" | "answer"): string {
    return this.#limits.shape(id, sdp, type);
  }

  /** Whether one of both saves data: then next to nothing arrives in pauses of speech. */
  isSparse(id: string): boolean {
    return this.#isSaving || this.#savers.has(id);
  }

  /** Another connection carries this member on. */
  renew(id: string): void {
    this.#limits.forget(id);
  }

  forget(id: string): void {
    this.#direct?.forget(id);
    this.#demand.forget(id);
    this.#encodings.forget(id);
    this.#limits.forget(id);
    this.#savers.delete(id);
  }

  /** Whether this page lets the member send it. */
  asksFor(id: string, slot: PictureSlot | "mic"): boolean {
    return this.#direct?.asksFor(id) !== false &&
      (slot === "mic" || this.#demand.asksFor(id, slot));
  }

  /** What the camera begins with on a new connection to this member. */
  initialCamera(id: string): PictureEncoding {
    return this.#encodings.initialCamera(id);
  }

  stop(): void {
    this.#demand.stop();
    this.#encodings.stop();
  }
}
