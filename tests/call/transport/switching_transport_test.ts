// One transport takes over from another while people talk: each member when they are reached, then all.
import assert from "node:assert/strict";
import { SwitchingTransport } from "@/call/transport/switching_transport.ts";
import type { MediaMode, TransportBackend, TransportEvents } from "@/call/transport/transport.ts";
import { type Demand, NOT_SHOWN } from "@/call/transport/demand.ts";
import { NO_MEDIA } from "@/protocol/slots.ts";
import type { Joined, Member } from "@/protocol/shapes.ts";

const MESH: MediaMode = { kind: "mesh" };
const SFU: MediaMode = { kind: "sfu", epoch: 1 };

/** A backend that does what a test says. */
class FakeBackend implements TransportBackend {
  readonly mode: MediaMode;
  readonly events: TransportEvents;
  readonly calls: string[] = [];
  readonly members = new Set<string>();
  /** Whom messages reach. */
  readonly reached = new Set<string>();
  isClosed = false;

  constructor(mode: MediaMode, events: TransportEvents) {
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
  report(): null {
    return null;
  }

  setSaving(): void {}
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
  encryption() {
    return this.mode.kind === "mesh"
      ? { kind: "pairwise" as const, pages: null }
      : { kind: "frames" as const };
  }
  levels(): Map<string, number> {
    return new Map([...this.members].map((id) => [id, this.mode.kind === "mesh" ? 0.1 : 0.9]));
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

function member(id: string, away = false): Member {
  const rest = { epoch: 1, media: NO_MEDIA, joinedAt: 0, hand: null, role: "guest" as const };
  return { id, name: id, away, ...rest };
}

function start() {
  const made: FakeBackend[] = [];
  const told: string[] = [];
  const note = (what: string) => (id: string, value?: unknown) =>
    void told.push([id, what, ...(typeof value === "string" ? [value] : [])].join(" "));
  const transport = new SwitchingTransport({
    make: (mode, events) => {
      const backend = new FakeBackend(mode, events);
      made.push(backend);
      return backend;
    },
    events: {
      onTracks: note("tracks"),
      onState: note("state"),
      onQuality: () => {},
      onTraffic: () => {},
      onSpared: () => {},
      onVerification: note("verification"),
      onGone: note("gone"),
      onError: (error) => assert.fail(String(error)),
    },
  });
  const room = (media: MediaMode, ...members: Member[]) =>
    transport.reconcile({ media, members: [member("me"), ...members] }, "me");
  const take = () => told.splice(0);
  return { transport, made, room, take };
}

/** A call of three over a mesh, with the next transport beside it. */
function startSwitching() {
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

Deno.test("the first transport gets the join's answer; the same mode makes no other one", () => {
  const { transport, made, room } = start();
  transport.joined({} as Joined);
  room(MESH, member("a"));
  room(MESH, member("a"), member("b"));
  assert.deepEqual(made.map(({ calls }) => calls), [["joined"]]);
  transport.joined({} as Joined);
  assert.deepEqual(made[0]?.calls, ["joined", "joined"]);
});

Deno.test("members move one by one as the next transport reaches them; then the old one is closed", () => {
  const { transport, mesh, sfu, take } = startSwitching();
  sfu.events.onState("a", "connecting");
  assert.deepEqual(take(), [], "what is not connected yet is not shown");
  sfu.events.onState("a", "connected");
  assert.deepEqual(take(), ["a state connected"]);
  mesh.events.onState("a", "broken");
  assert.deepEqual(take(), [], "the old path does not matter any more");
  assert.deepEqual([...transport.levels()], [["a", 0.9], ["b", 0.1]]);
  assert.equal(transport.encryption().kind, "pairwise");
  assert.equal(mesh.isClosed, false);
  sfu.events.onState("b", "connected");
  assert.equal(mesh.isClosed, true);
  assert.deepEqual(take(), ["b state connected"], "nobody is gone");
  assert.equal(transport.encryption().kind, "frames");
});

Deno.test("a member whom the next transport loses is shown over the old one again", () => {
  const { mesh, sfu, take } = startSwitching();
  sfu.events.onState("a", "connected");
  take();
  sfu.events.onState("a", "broken");
  assert.deepEqual(take(), ["a state connected"]);
  mesh.events.onState("a", "broken");
  sfu.events.onState("a", "connected");
  sfu.events.onState("a", "broken");
  assert.deepEqual(take().at(-1), "a state broken", "nor is the old one any better");
});

Deno.test("who is away need not move: of them nothing is known until the next transport reaches them", () => {
  const { mesh, sfu, room, take } = startSwitching();
  room(SFU, member("a"), member("b", true));
  sfu.events.onState("a", "connected");
  assert.equal(mesh.isClosed, true);
  assert.deepEqual(take(), ["a state connected", "b gone"]);
  sfu.events.onState("b", "connected");
  assert.deepEqual(take(), ["b state connected"]);
  room(SFU, member("b"));
  assert.deepEqual(take(), ["a gone"]);
});

Deno.test("a way back while the next transport is on its way ends that one, and nothing is lost", () => {
  const { made, mesh, sfu, room, take } = startSwitching();
  sfu.events.onState("a", "connected");
  take();
  room(MESH, member("a"), member("b"));
  assert.deepEqual([made.length, sfu.isClosed, mesh.isClosed], [2, true, false]);
  assert.deepEqual(take(), ["a state connected"], "over the mesh again");
});

Deno.test("tracks go to both; a message goes over whichever reaches the member; the bus stays", () => {
  const { transport, mesh, sfu } = startSwitching();
  transport.setTrack("camera", null);
  assert.deepEqual([mesh.calls.at(-1), sfu.calls.at(-1)], ["track camera", "track camera"]);
  const call = { names: ["x"] };
  assert.equal(transport.messages.send("a", "call", call), false);
  sfu.reached.add("a");
  assert.equal(transport.messages.send("a", "call", call), true);
  const heard: string[] = [];
  transport.messages.on("call", (id, { names }) => heard.push(`${id} ${names}`));
  mesh.events.onMessage("a", { kind: "call", ...call });
  sfu.events.onMessage("b", { kind: "call", ...call });
  assert.deepEqual(heard, ["a x", "b x"]);
});

Deno.test("what this page shows is said to the current backend, and to the next one when it is made", () => {
  const { made, transport, room } = start();
  room(MESH, member("b"));
  transport.setDemand(new Map([["b", { camera: NOT_SHOWN, screen: NOT_SHOWN }]]));
  room(SFU, member("b"));
  assert.equal(made.length, 2);
  for (const { calls } of made) assert.ok(calls.includes("demand b"), calls.join());
});
