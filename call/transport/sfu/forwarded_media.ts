// Media by way of SFUs, one opening of the room after the other, beside the mesh.
import type { SfuMode } from "../../../protocol/sfu.ts";
import type { Joined } from "../../../protocol/shapes.ts";
import type { Slot } from "../../../protocol/slots.ts";
import type { Clock } from "../../ports.ts";
import type { TrafficLimits } from "../traffic_limits.ts";
import type { Demand } from "../demand.ts";
import type {
  DirectBackend,
  ForwardedBackend,
  MediaMode,
  MemberEvent,
  MemberReports,
  ReceiverTap,
  TransportBackend,
  TransportEvents,
  TransportRoom,
} from "../transport.ts";
import type { MeshTools } from "../mesh/mesh_tools.ts";
import { DirectMedia } from "./direct_media.ts";
import { ShownMembers } from "./shown_members.ts";

/** How often to look whether media arrive over the mesh again, in milliseconds. */
const LOOK_MS = 100;
/** After so long a member is shown over the mesh, whatever arrives, in milliseconds. */
const RETURN_MS = 5_000;
const NOBODY: ReadonlySet<string> = new Set();

/** Where media by way of an SFU are told of. */
export type ForwardedEvents = Pick<TransportEvents, MemberEvent | "onTraffic" | "onError"> & {
  /** An SFU forwards what this page sends from now on, or no more. */
  onForwarded(on: boolean): void;
};

export interface ForwardedMediaOptions {
  clock: Pick<Clock, "after" | "steady">;
  mesh: DirectBackend;
  /** What the mesh has reported of each member until now. */
  direct: Map<string, MemberReports>;
  events: ForwardedEvents;
  /** Makes what uses one opening; null if this page must not. */
  makeSfu(
    mode: SfuMode,
    given: { events: SfuEvents; tools: MeshTools; onUseless: () => void },
  ): TransportBackend | null;
}

/** What the backend of one opening reports. */
export type SfuEvents = Pick<
  TransportEvents,
  MemberEvent | "onGone" | "onTraffic" | "onError"
>;

/**
 * Each member is shown over the SFU from the moment they are connected there, and over the mesh again
 * when that ends: a page asks others for media over the mesh as long as it gets them no other way.
 */
export class ForwardedMedia implements ForwardedBackend {
  readonly #options: ForwardedMediaOptions;
  readonly #shown: ShownMembers;
  #direct: DirectMedia | null = null;
  #tools: MeshTools | null = null;
  /** What was set last, for the backend of another opening. */
  readonly #kept = new Map<string, (backend: TransportBackend) => void>();
  #sfu: { epoch: number; backend: TransportBackend } | null = null;
  /** The opening that this page can do nothing with any more. */
  #useless: number | null = null;
  /** Members return to the mesh; calling it ends the looking for them. */
  #stopReturning: (() => void) | null = null;
  #isTapped = false;
  #mode: MediaMode = { kind: "mesh" };

  constructor(options: ForwardedMediaOptions) {
    const { clock, mesh, events, direct } = options;
    this.#options = options;
    mesh.useDirect((host) => {
      this.#tools = host.tools;
      return this.#direct = new DirectMedia({ ...host, clock });
    });
    this.#shown = new ShownMembers({
      ...{ events, direct },
      mayMove: () => this.#stopReturning === null,
      onMoved: () => this.#ask(),
    });
  }

  holds<E extends MemberEvent>(event: E, id: string, value: MemberReports[E]): boolean {
    return this.#shown.holds(event, id, value);
  }

  gone(id: string): void {
    this.#shown.gone(id);
  }

  joined(answer: Joined): void {
    this.#sfu?.backend.joined(answer);
  }

  reconcile(room: TransportRoom, self: string): void {
    this.#mode = room.media;
    if (this.#direct) this.#direct.hasSfu = room.media.kind === "sfu";
    if (room.media.kind === "sfu") this.#useSfu(room.media);
    this.#review();
    this.#sfu?.backend.reconcile(room, self);
  }

  setTrack(slot: Slot, track: MediaStreamTrack | null): void {
    this.#sfu?.backend.setTrack(slot, track);
  }

  setDemand(demand: Demand): void {
    this.#keep("demand", (backend) => backend.setDemand(demand));
  }

  setSaving(on: boolean): void {
    this.#keep("saving", (backend) => backend.setSaving(on));
  }

  setLimits(limits: TrafficLimits): void {
    this.#keep("limits", (backend) => backend.setLimits(limits));
  }

  /** What is tapped comes over the mesh: a receiver of an SFU brings one member after the other. */
  setTap(tap: ReceiverTap | null): void {
    this.#isTapped = tap !== null;
    this.#review();
  }

  /** Of those who are shown over the SFU. */
  levels(): Map<string, number> {
    const levels = this.#sfu?.backend.levels() ?? new Map<string, number>();
    return new Map([...levels].filter(([id]) => this.#shown.moved.has(id)));
  }

  resume(): void {
    this.#sfu?.backend.resume();
  }

  suspend(): void {
    this.#sfu?.backend.suspend();
  }

  close(): void {
    this.#dropSfu();
  }

  #keep(name: string, set: (backend: TransportBackend) => void): void {
    this.#kept.set(name, set);
    if (this.#sfu) set(this.#sfu.backend);
  }

  #useSfu(mode: SfuMode): void {
    if (this.#sfu?.epoch === mode.epoch || this.#useless === mode.epoch) return;
    this.#dropSfu();
    if (this.#tools === null) return; // there is no mesh
    const { events: { onTraffic, onError, onForwarded }, makeSfu } = this.#options;
    const events = { ...this.#shown.forwarded(), onTraffic, onError };
    const onUseless = () => {
      this.#useless = mode.epoch;
      if (this.#sfu?.epoch === mode.epoch) this.#dropSfu();
    };
    const backend = makeSfu(mode, { events, tools: this.#tools, onUseless });
    if (backend === null) return;
    for (const set of this.#kept.values()) set(backend);
    this.#sfu = { epoch: mode.epoch, backend };
    onForwarded(true);
  }

  #dropSfu(): void {
    this.#stopReturning?.();
    this.#stopReturning = null;
    const sfu = this.#sfu;
    if (sfu === null) return;
    this.#sfu = null;
    this.#shown.giveAllBack();
    this.#ask();
    sfu.backend.close();
    this.#options.events.onForwarded(false);
  }

  /** Who may be shown over the SFU is, and who may not returns to the mesh. */
  #review(): void {
    if (this.#mode.kind === "sfu" && !this.#isTapped) {
      this.#stopReturning?.();
      this.#stopReturning = null;
      this.#shown.review();
      this.#ask();
    } else if (this.#sfu !== null && this.#stopReturning === null) {
      this.#direct?.setServed(NOBODY);
      this.#look(this.#options.clock.steady() + RETURN_MS);
    } else if (this.#mode.kind === "mesh" && this.#shown.moved.size === 0) this.#dropSfu();
  }

  /** Each member is shown over the mesh again as soon as it brings what they send. */
  #look(until: number): void {
    const { clock, mesh } = this.#options;
    const isOver = clock.steady() >= until;
    const { moved } = this.#shown;
    for (const id of [...moved]) if (isOver || mesh.receives(id)) this.#shown.giveBack(id);
    const isDone = moved.size === 0;
    this.#stopReturning = isDone ? () => {} : clock.after(LOOK_MS, () => this.#look(until));
    if (isDone && this.#mode.kind === "mesh") this.#dropSfu();
  }

  /** Asks for media over the mesh of those alone whom the SFU does not bring. */
  #ask(): void {
    if (this.#stopReturning === null) this.#direct?.setServed(this.#shown.moved);
  }
}
