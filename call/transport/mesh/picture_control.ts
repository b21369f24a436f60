// Which pictures travel between this page and the others, and how: what is asked for, and what there is room for.
import type { Clock } from "../../ports.ts";
import type { PeerMessage } from "../data_messages.ts";
import type { Demand } from "../demand.ts";
import type { StatsTotals } from "../monitor/network_quality.ts";
import type { LocalTracks } from "../tracks.ts";
import { DemandSender } from "./demand_sender.ts";
import { EncodingControl } from "./encoding_control.ts";
import type { MeshMember } from "./mesh_member.ts";
import type { PictureEncoding, PictureSlot } from "./encoding_limits.ts";
import { VoiceControl } from "./voice_control.ts";
import { LazyUplinkBudget } from "./load_uplink_budget.ts";
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
  /** False if there is no open way to them. */
  send(id: string, message: PeerMessage): boolean;
}

/** Asks others for what this page shows, and sends what they ask for within the uplink's budget. */
export class PictureControl {
  readonly #clock: PictureControlOptions["clock"];
  readonly #demand: DemandSender;
  readonly #encodings: EncodingControl;
  readonly #uplink: LazyUplinkBudget;
  readonly #voices: VoiceControl;
  #isSaving = false;

  constructor({ clock, members, tracks, uplink, send }: PictureControlOptions) {
    this.#clock = clock;
    this.#demand = new DemandSender({ clock, members, send });
    const onChange = () => this.update();
    this.#uplink = new LazyUplinkBudget({ clock, memory: uplink, first: FIRST, onChange });
    const budget = () => this.#isSaving ? Math.min(SAVED, this.#uplink.rate) : this.#uplink.rate;
    this.#voices = new VoiceControl({ members, isSaving: () => this.#isSaving });
    this.#encodings = new EncodingControl({ clock, members, tracks, budget });
  }

  /** Members, tracks or connections have changed. */
  update(): void {
    this.#encodings.update();
    this.#voices.update();
  }

  /** Whether this page saves data. */
  setSaving(on: boolean): void {
    this.#isSaving = on;
    this.update();
  }

  /** A connection to this member is up, and ramps up for a while. */
  connected(member: Pick<MeshMember, "rampingUp">): void {
    this.update();
    this.#clock.after(RAMP_UP_MS, () => {
      member.rampingUp = false;
      this.update();
    });
  }

  /** What this page shows of the others. */
  show(demand: Demand): void {
    this.#demand.set(demand);
  }

  /** Whether the message was one for these pictures. */
  take(id: string, message: PeerMessage): boolean {
    if (message.kind === "saving") {
      this.#voices.note(id, message.on);
      return false; // people are told, too
    }
    if (message.kind !== "demand") return false;
    this.#encodings.takeDemand(id, message);
    return true;
  }

  /** A member can be told something. */
  reached(id: string): void {
    this.#demand.reached(id);
  }

  /** What the statistics of a connection count now. */
  note(id: string, totals: StatsTotals): void {
    this.#uplink.note(id, totals);
  }

  /** Another connection carries this member on. */
  renew(id: string): void {
    this.#uplink.forget(id);
  }

  forget(id: string): void {
    this.#demand.forget(id);
    this.#encodings.forget(id);
    this.#uplink.forget(id);
    this.#voices.forget(id);
  }

  /** Whether this page lets the member send the picture. */
  asksFor(id: string, slot: PictureSlot): boolean {
    return this.#demand.asksFor(id, slot);
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
