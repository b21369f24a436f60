// The transport that a call holds: a mesh, and in rooms that use an SFU what that one brings.
import type { Joined } from "../../protocol/shapes.ts";
import type { Slot } from "../../protocol/slots.ts";
import { attempt } from "../safe_ports.ts";
import type { ByteStream } from "./byte_stream.ts";
import type { Demand } from "./demand.ts";
import type { TrafficLimits } from "./traffic_limits.ts";
import { PeerMessageBus } from "./message_bus.ts";
import type {
  DirectBackend,
  ForwardedBackend,
  MediaTransport,
  MemberEvent,
  ReceiverTap,
  StreamListener,
  TransportBackend,
  TransportEncryption,
  TransportEvents,
  TransportRoom,
} from "./transport.ts";

export interface SwitchingTransportOptions {
  /** Makes the mesh; must not throw. */
  makeMesh(events: TransportEvents): DirectBackend;
  /** Makes what uses SFUs, for the first room that has one; null if it must be fetched: then `refresh`. */
  makeForwarded(mesh: DirectBackend): ForwardedBackend | null;
  events: Omit<TransportEvents, "onMessage" | "onReachable" | "onStream">;
}

/**
 * The mesh is always there, with messages and byte streams. What uses SFUs shows members over one
 * while it brings them, and holds back what the mesh reports of those.
 */
export class SwitchingTransport implements MediaTransport {
  readonly messages: PeerMessageBus;
  readonly #options: SwitchingTransportOptions;
  readonly #streamListeners: StreamListener[] = [];
  /** What was set last, for backends that come. */
  readonly #kept = new Map<string, (backend: TransportBackend) => void>();
  #mesh: DirectBackend | null = null;
  #forwarded: ForwardedBackend | null = null;
  #last: { room: TransportRoom; self: string } | null = null;
  /** The newest answer to a join, until its snapshot has been followed. */
  #answer: Joined | null = null;

  constructor(options: SwitchingTransportOptions) {
    this.#options = options;
    this.messages = new PeerMessageBus({
      send: (id, message) => this.#mesh?.send(id, message) ?? false,
      onError: options.events.onError,
    });
  }

  joined(answer: Joined): void {
    this.#answer = answer;
    this.#each((backend) => backend.joined(answer));
  }

  reconcile(room: TransportRoom, self: string): void {
    this.#last = { room, self };
    const { makeMesh, makeForwarded } = this.#options;
    const mesh = this.#mesh ??= this.#prepared(makeMesh(this.#events()));
    if (room.media.kind === "sfu" && this.#forwarded === null) {
      this.#forwarded = makeForwarded(mesh);
      if (this.#forwarded !== null) this.#prepared(this.#forwarded);
    }
    this.#each((backend) => backend.reconcile(room, self));
    this.#answer = null;
  }

  /** What uses SFUs was fetched. */
  refresh(): void {
    if (this.#last !== null) this.reconcile(this.#last.room, this.#last.self);
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

  setLimits(limits: TrafficLimits): void {
    this.#keep("limits", (backend) => backend.setLimits(limits));
  }

  setTap(tap: ReceiverTap | null): void {
    this.#keep("tap", (backend) => backend.setTap(tap));
  }

  openStream(id: string, label: string): ByteStream | null {
    return this.#mesh?.openStream(id, label) ?? null;
  }

  onStream(listener: StreamListener): void {
    this.#streamListeners.push(listener);
  }

  /** Of the mesh: its keys are those of the pages themselves. */
  encryption(): TransportEncryption {
    return this.#mesh?.encryption() ?? { kind: "pairwise", pages: null };
  }

  report(id: string): Promise<RTCStatsReport> | null {
    return this.#mesh?.report(id) ?? null;
  }

  levels(): Map<string, number> {
    return new Map([...this.#mesh?.levels() ?? [], ...this.#forwarded?.levels() ?? []]);
  }

  resume(): void {
    this.#each((backend) => backend.resume());
  }

  suspend(): void {
    this.#each((backend) => backend.suspend());
  }

  close(): void {
    this.#last = null;
    this.#forwarded?.close(); // first: what the mesh reports then is told
    this.#mesh?.close();
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
    if (this.#mesh) run(this.#mesh);
    if (this.#forwarded) run(this.#forwarded);
  }

  #prepared<B extends TransportBackend>(backend: B): B {
    if (this.#answer !== null) backend.joined(this.#answer);
    for (const set of this.#kept.values()) set(backend);
    return backend;
  }

  /** Where the mesh reports. */
  #events(): TransportEvents {
    const { events } = this.#options;
    const unless = <E extends MemberEvent>(event: E) => (id: string, value: never) =>
      this.#forwarded?.holds(event, id, value) || events[event](id, value);
    return {
      ...events,
      onTracks: unless("onTracks"),
      onState: unless("onState"),
      onQuality: unless("onQuality"),
      onGone: (id) => {
        this.#forwarded?.gone(id);
        events.onGone(id);
      },
      onMessage: (id, message) => this.messages.deliver(id, message),
      onStream: (id, stream) => this.#offerStream(id, stream),
      onReachable: (id) => this.messages.reached(id),
    };
  }
}
