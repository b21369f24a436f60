// A call's transport with backends that do what a test says.
import assert from "node:assert/strict";
import { SwitchingTransport } from "@/call/transport/switching_transport.ts";
import type { ConnectionState } from "@/call/transport/monitor/connection_state.ts";
import { MESH_TOOLS } from "@/call/transport/mesh/mesh_tools.ts";
import { ForwardedMedia } from "@/call/transport/sfu/forwarded_media.ts";
import type {
  DirectBackend,
  DirectHost,
  DirectReceivers,
  MediaMode,
  MemberReports,
  TransportEvents,
} from "@/call/transport/transport.ts";
import type { Demand } from "@/call/transport/demand.ts";
import { NO_MEDIA } from "@/protocol/slots.ts";
import type { Member } from "@/protocol/shapes.ts";
import { fakeClock } from "../../fakes/ports.ts";

export const MESH: MediaMode = { kind: "mesh" };
export const SFU: MediaMode = { kind: "sfu", epoch: 1 };

const NO_SESSION = { session: { connections: [] } };

/** A backend that does what a test says. */
class FakeBackend implements DirectBackend {
  readonly mode: MediaMode["kind"];
  readonly events: TransportEvents;
  readonly calls: string[] = [];
  readonly members = new Set<string>();
  /** Whom messages reach. */
  readonly reached = new Set<string>();
  /** Whose media arrive. */
  readonly receiving = new Set<string>();
  /** Whom the mesh is told not to ask for. */
  direct: DirectReceivers | null = null;
  isClosed = false;

  constructor(mode: MediaMode["kind"], events: TransportEvents) {
    this.mode = mode;
    this.events = events;
  }

  joined(): void {
    this.calls.push("joined");
  }
  reconcile({ members }: { members: readonly Member[] }, self: string): void {
    const ids = members.map(({ id }) => id).filter((id) => id !== self);
    for (const id of this.members) if (!ids.includes(id)) this.drop(id);
    for (const id of ids) this.members.add(id);
  }
  drop(id: string): void {
    this.members.delete(id);
    this.events.onGone(id);
  }
  useDirect(make: (host: DirectHost) => DirectReceivers): void {
    this.direct = make({
      tools: MESH_TOOLS,
      members: () => new Map([...this.members].map((id) => [id, NO_SESSION])),
      tracks: () => ({ mic: null, camera: null, screen: null, screenAudio: null }),
      send: () => true,
      onChange: () => {},
    });
  }
  get served(): string[] {
    return [...this.members].filter((id) => this.direct?.asksFor(id) === false);
  }
  receives(id: string): boolean {
    return this.receiving.has(id);
  }
  setSaving(): void {}
  setLimits(): void {}
  setTap(tap: unknown): void {
    if (tap !== null) this.calls.push("tap");
  }
  setDemand(demand: Demand): void {
    this.calls.push(`demand ${[...demand.keys()].join(" ")}`);
  }
  setTrack(slot: string): void {
    this.calls.push(`track ${slot}`);
  }
  send(id: string): boolean {
    return this.reached.has(id);
  }
  openStream(): null {
    return null;
  }
  report(): null {
    return null;
  }
  encryption() {
    return { kind: "pairwise" as const, pages: null };
  }
  levels(): Map<string, number> {
    return new Map([...this.members].map((id) => [id, this.mode === "mesh" ? 0.1 : 0.9]));
  }
  resume(): void {
    this.calls.push("resume");
  }
  suspend(): void {}
  close(): void {
    this.isClosed = true;
    for (const id of [...this.members]) this.drop(id);
  }
}

export function member(id: string, away = false): Member {
  const rest = { epoch: 1, media: NO_MEDIA, joinedAt: 0, hand: null, role: "guest" as const };
  return { id, name: id, away, ...rest };
}

export function start({ canSfu = true } = {}) {
  const clock = fakeClock();
  const made: FakeBackend[] = [];
  const told: string[] = [];
  const note = (what: string) => (id: unknown, value?: unknown) =>
    void told.push([id, what, ...(typeof value === "string" ? [value] : [])].join(" "));
  const make = (mode: MediaMode["kind"], events: TransportEvents) => {
    const backend = new FakeBackend(mode, events);
    made.push(backend);
    return backend;
  };
  const may = { sfu: canSfu, useless: () => {} };
  const reported = new Map<string, MemberReports>();
  const events = {
    onTracks: note("tracks"),
    onState: (id: string, state: ConnectionState) => {
      reported.set(id, { ...reported.get(id), onState: state });
      note("state")(id, state);
    },
    onQuality: () => {},
    onTraffic: () => {},
    onSpared: () => {},
    onVerification: note("verification"),
    onGone: note("gone"),
    onError: (error: unknown) => assert.fail(String(error)),
  };
  const transport = new SwitchingTransport({
    events,
    makeMesh: (events) => make("mesh", events),
    makeForwarded: (mesh) =>
      may.sfu
        ? new ForwardedMedia({
          ...{ clock, mesh, direct: new Map(reported) },
          events: { ...events, onForwarded: note("forwarded") },
          makeSfu: (_mode, { events, onUseless }) => {
            may.useless = onUseless;
            return make("sfu", events as TransportEvents);
          },
        })
        : null,
  });
  const room = (media: MediaMode, ...members: Member[]) =>
    transport.reconcile({ media, members: [member("me"), ...members] }, "me");
  const take = () => told.splice(0);
  return { transport, made, room, take, clock, may };
}

/** A call of three over a mesh, with an SFU beside it. */
export function startSwitching() {
  const world = start();
  const { room, made, take } = world;
  room(MESH, member("a"), member("b"));
  for (const id of ["a", "b"]) made[0]?.events.onState(id, "connected");
  room(SFU, member("a"), member("b"));
  take();
  const [mesh, sfu] = made;
  assert.ok(mesh && sfu);
  return { ...world, mesh, sfu };
}

/** The same when the SFU has everybody. */
export function startMoved() {
  const world = startSwitching();
  for (const id of ["a", "b"]) world.sfu.events.onState(id, "connected");
  world.take();
  return world;
}
