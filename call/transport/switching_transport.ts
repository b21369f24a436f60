// The transport that a call holds: hands the room from one backend to the next while people talk.
import type { Joined } from "../../protocol/shapes.ts";
import type { Slot } from "../../protocol/slots.ts";
import { attempt } from "../safe_ports.ts";
import type { ByteStream } from "./byte_stream.ts";
import type { Demand } from "./demand.ts";
import { PeerMessageBus } from "./message_bus.ts";
import {
  isSameMode,
  type MediaMode,
  type MediaTransport,
  type ReceiverTap,
  type StreamListener,
  type TransportBackend,
  type TransportEncryption,
  type TransportEvents,
  type TransportRoom,
} from "./transport.ts";

/** Makes the backend for a mode; must not throw. */
export type MakeBackend = (mode: MediaMode, events: TransportEvents) => TransportBackend;

/** What a backend reports of one member, and what is repeated when another backend takes over. */
type MemberEvent = "onTracks" | "onVerification" | "onState" | "onQuality";
type MemberReport = { [K in MemberEvent]?: Parameters<TransportEvents[K]>[1] };

interface Side {
  mode: MediaMode;
  backend: TransportBackend;
  /** The newest reports by member id. */
  reports: Map<string, MemberReport>;
}

export interface SwitchingTransportOptions {
  make: MakeBackend;
  events: Omit<TransportEvents, "onMessage" | "onReachable" | "onStream">;
}

/**
 * A snapshot with another mode makes the next backend beside the current one. Each member is shown
 * over the next backend from the moment they are connected there, and over the current one again
 * if that fails first. When all members who are there have moved, the old backend is closed.
 */
export class SwitchingTransport implements MediaTransport {
  readonly messages: PeerMessageBus;
  readonly #options: SwitchingTransportOptions;
  readonly #streamListeners: StreamListener[] = [];
  /** What was set last, for backends that come. */
  readonly #kept = new Map<string, (backend: TransportBackend) => void>();
  #current: Side | null = null;
  #next: Side | null = null;
  /** Members who are shown over the next backend. */
  #moved = new Set<string>();
  /** Members who have to move before the old backend may be closed. */
  #present: readonly string[] = [];
  /** The newest answer to a join, until its snapshot has been followed. */
  #answer: Joined | null = null;

  constructor(options: SwitchingTransportOptions) {
    this.#options = options;
    this.messages = new PeerMessageBus({
      send: (id, message) => this.#sidesOf(id).some(({ backend }) => backend.send(id, message)),
      onError: options.events.onError,
    });
  }

  joined(answer: Joined): void {
    this.#answer = answer;
    this.#each((backend) => backend.joined(answer));
  }

  reconcile(room: TransportRoom, self: string): void {
    this.#begin(room.media);
    const others = room.members.filter(({ id, away }) => id !== self && !away);
    this.#present = others.map(({ id }) => id);
    this.#each((backend) => backend.reconcile(room, self));
    this.#answer = null;
    this.#finish();
  }

  setTrack(slot: Slot, track: MediaStreamTrack | null): void {
    this.#each((backend) => backend.setTrack(slot, track));
  }

  setDemand(demand: Demand): void {
    this.#keep("demand", (backend) => backend.setDemand(demand));
  }

  setSaving(on: boolean): void {
    this.#keep("saving", (backend) => backend.setSaving(on));
  }

  setTap(tap: ReceiverTap | null): void {
    this.#keep("tap", (backend) => backend.setTap(tap));
  }

  openStream(id: string, label: string): ByteStream | null {
    let stream: ByteStream | null = null;
    for (const { backend } of this.#sidesOf(id)) stream ??= backend.openStream(id, label);
    return stream;
  }

  report(id: string): Promise<RTCStatsReport> | null {
    return this.#sideOf(id)?.backend.report(id) ?? null;
  }

  onStream(listener: StreamListener): void {
    this.#streamListeners.push(listener);
  }

  /** Of the backend that carries the room until the next one carries everybody. */
  encryption(): TransportEncryption {
    return this.#current?.backend.encryption() ?? { kind: "pairwise", pages: null };
  }

  levels(): Map<string, number> {
    const levels = this.#current?.backend.levels() ?? new Map<string, number>();
    for (const [id, level] of this.#next?.backend.levels() ?? []) {
      if (this.#moved.has(id)) levels.set(id, level);
    }
    return levels;
  }

  readonly resume = (): void => this.#each((backend) => backend.resume());
  readonly suspend = (): void => this.#each((backend) => backend.suspend());

  close(): void {
    this.#each((backend) => backend.close());
    this.#next = null;
    this.#moved.clear();
  }

  #offerStream(id: string, stream: ByteStream): void {
    const { onError } = this.#options.events;
    const takes = (listener: StreamListener) => attempt(() => listener(id, stream), false, onError);
    if (!this.#streamListeners.some(takes)) stream.close();
  }

  #keep(name: string, set: (backend: TransportBackend) => void): void {
    this.#kept.set(name, set);
    this.#each(set);
  }

  #each(run: (backend: TransportBackend) => void): void {
    if (this.#current) run(this.#current.backend);
    if (this.#next) run(this.#next.backend);
  }

  /** Makes the backend for a mode unless it is there already. */
  #begin(mode: MediaMode): void {
    const newest = (this.#next ?? this.#current)?.mode;
    if (newest && isSameMode(newest, mode)) return;
    this.#dropNext();
    if (this.#current === null) this.#current = this.#make(mode);
    else if (!isSameMode(this.#current.mode, mode)) this.#next = this.#make(mode);
  }

  #make(mode: MediaMode): Side {
    const { make, events } = this.#options;
    const reports: Side["reports"] = new Map();
    const note = <K extends MemberEvent>(event: K) => (id: string, value: never) => {
      reports.set(id, { ...reports.get(id), [event]: value });
      const isMoving = event === "onState" && this.#move(id, side);
      if (this.#sideOf(id) === side && !isMoving) events[event](id, value);
    };
    const side: Side = {
      mode,
      reports,
      backend: make(mode, {
        onTracks: note("onTracks"),
        onVerification: note("onVerification"),
        onState: note("onState"),
        ...{ onQuality: note("onQuality"), onTraffic: events.onTraffic, onSpared: events.onSpared },
        onGone: (id) => this.#onGone(id, side),
        onMessage: (id, message) => this.messages.deliver(id, message),
        onStream: (id, stream) => this.#offerStream(id, stream),
        onReachable: (id) => this.messages.reached(id),
        onError: events.onError,
      }),
    };
    if (this.#answer !== null) side.backend.joined(this.#answer);
    for (const set of this.#kept.values()) set(side.backend);
    return side;
  }

  /** Whether the state that `side` has just reported makes a member change sides. */
  #move(id: string, side: Side): boolean {
    if (side !== this.#next) return false;
    const isUp = (of: Side | null) => of?.reports.get(id)?.onState === "connected";
    const isMoved = this.#moved.has(id);
    if (isUp(side) === isMoved || (isMoved && !isUp(this.#current))) return false;
    if (isMoved) this.#moved.delete(id);
    else this.#moved.add(id);
    this.#repeat(id);
    this.#finish();
    return true;
  }

  #onGone(id: string, side: Side): void {
    const wasShown = this.#sideOf(id) === side;
    side.reports.delete(id);
    if (side === this.#next) this.#moved.delete(id);
    if (!wasShown) return;
    if (this.#sideOf(id)?.reports.has(id)) this.#repeat(id);
    else this.#options.events.onGone(id);
  }

  /** Reports again what the backend over which a member is shown has reported of them. */
  #repeat(id: string): void {
    const { events } = this.#options;
    const told = this.#sideOf(id)?.reports.get(id);
    const { onTracks, onVerification, onState, onQuality = "good" } = told ?? {};
    if (onTracks) events.onTracks(id, onTracks);
    if (onVerification) events.onVerification(id, onVerification);
    if (onState) events.onState(id, onState);
    events.onQuality(id, onQuality);
  }

  /** Closes the old backend once everybody is carried by the next one. */
  #finish(): void {
    const old = this.#current;
    if (this.#next === null || this.#present.some((id) => !this.#moved.has(id))) return;
    [this.#current, this.#next] = [this.#next, null];
    this.#moved.clear();
    const known = [...old?.reports.keys() ?? []];
    old?.backend.close();
    for (const id of known) {
      if (!this.#current.reports.has(id)) this.#options.events.onGone(id);
    }
  }

  #dropNext(): void {
    const [next, moved] = [this.#next, [...this.#moved]];
    this.#next = null;
    this.#moved.clear();
    next?.backend.close();
    for (const id of moved) this.#repeat(id);
  }

  #sideOf(id: string): Side | null {
    return this.#moved.has(id) ? this.#next : this.#current;
  }

  /** Both sides, the one over which a member is shown first. */
  #sidesOf(id: string): Side[] {
    const sides = this.#moved.has(id) ? [this.#next, this.#current] : [this.#current, this.#next];
    return sides.filter((side) => side !== null);
  }
}
