// A mesh and an SFU beside it: each member is shown over the SFU while it brings them, else over the mesh.
import assert from "node:assert/strict";
import { NOT_SHOWN } from "@/call/transport/demand.ts";
import type { Joined } from "@/protocol/shapes.ts";
import { member, MESH, SFU, start, startMoved, startSwitching } from "./switching_kit.ts";

Deno.test("each backend gets the join's answer that is new when it is made; the mesh is made once", () => {
  const { transport, made, room } = start();
  transport.joined({} as Joined);
  room(MESH, member("a"));
  room(MESH, member("a"), member("b"));
  assert.deepEqual(made.map(({ calls }) => calls), [["joined"]]);
  transport.joined({} as Joined);
  assert.deepEqual(made[0]?.calls, ["joined", "joined"]);
});

Deno.test("members move to the SFU one by one; the mesh stays, and is asked for nobody who has moved", () => {
  const { transport, mesh, sfu, take } = startSwitching();
  sfu.events.onState("a", "connecting");
  assert.deepEqual(take(), [], "what is not connected yet is not shown");
  sfu.events.onState("a", "connected");
  assert.deepEqual([take(), mesh.served], [["a state connected"], ["a"]]);
  mesh.events.onState("a", "broken");
  assert.deepEqual(take(), [], "the other path does not matter");
  assert.deepEqual([...transport.levels()], [["a", 0.9], ["b", 0.1]]);
  sfu.events.onState("b", "connected");
  assert.deepEqual([mesh.isClosed, mesh.served], [false, ["a", "b"]]);
  assert.deepEqual(take(), ["b state connected"], "nobody is gone");
});

Deno.test("a member whom the SFU loses is shown over the mesh at once, and asked for media there", () => {
  const { mesh, sfu, take } = startMoved();
  sfu.events.onState("a", "connecting");
  assert.deepEqual([take(), mesh.served], [["a state connected"], ["b"]]);
  mesh.events.onState("a", "broken");
  sfu.events.onState("a", "connected");
  sfu.events.onState("a", "connecting");
  assert.deepEqual(take().at(-1), "a state broken", "nor is the mesh any better");
});

Deno.test("on the way back each member is shown over the SFU until the mesh brings them", () => {
  const { mesh, sfu, room, take, clock } = startMoved();
  room(MESH, member("a"), member("b"));
  assert.deepEqual([mesh.served, take(), sfu.isClosed], [[], [], false]);
  clock.advance(1_000);
  assert.deepEqual(take(), [], "nothing has come over the mesh yet");
  mesh.receiving.add("a");
  clock.advance(100);
  assert.deepEqual([take(), sfu.isClosed], [["a state connected"], false]);
  sfu.events.onState("a", "connected");
  assert.deepEqual(take(), [], "nobody moves there any more");
  mesh.receiving.add("b");
  clock.advance(100);
  assert.deepEqual([take(), sfu.isClosed], [["b state connected", "false forwarded"], true]);
});

Deno.test("whoever the mesh does not bring in time is shown over it all the same", () => {
  const { sfu, room, take, clock } = startMoved();
  room(MESH, member("a"), member("b"));
  clock.advance(4_900);
  assert.equal(sfu.isClosed, false);
  clock.advance(200);
  assert.deepEqual([take(), sfu.isClosed], [
    ["a state connected", "b state connected", "false forwarded"],
    true,
  ]);
});

Deno.test("a room that grows again on the way back uses the SFU that is still there", () => {
  const { made, mesh, sfu, room, take, clock } = startMoved();
  room(MESH, member("a"), member("b"));
  mesh.receiving.add("a");
  clock.advance(100);
  take();
  room(SFU, member("a"), member("b"));
  assert.deepEqual([take(), mesh.served.toSorted()], [["a state connected"], ["a", "b"]]);
  clock.advance(60_000);
  assert.deepEqual([made.length, sfu.isClosed], [2, false]);
});

Deno.test("another opening at the SFU ends the one before; meanwhile the mesh carries everybody", () => {
  const { made, mesh, sfu, room, take } = startMoved();
  room({ kind: "sfu", epoch: 2 }, member("a"), member("b"));
  assert.deepEqual([made.length, sfu.isClosed, mesh.served], [3, true, []]);
  assert.deepEqual(take(), [
    ...["a state connected", "b state connected"],
    ...["false forwarded", "true forwarded"],
  ]);
  sfu.events.onState("a", "connected");
  assert.deepEqual(take(), [], "the old one has nothing to say");
});

Deno.test("a recording takes everybody over the mesh, and lets them go afterwards", () => {
  const { transport, mesh, sfu, take, clock } = startMoved();
  transport.setTap(() => {});
  assert.deepEqual([mesh.served, sfu.isClosed], [[], false]);
  for (const id of ["a", "b"]) mesh.receiving.add(id);
  clock.advance(100);
  assert.deepEqual(take(), ["a state connected", "b state connected"]);
  clock.advance(60_000);
  assert.equal(sfu.isClosed, false, "others still get this page by it");
  transport.setTap(null);
  assert.deepEqual(mesh.served.toSorted(), ["a", "b"]);
});

Deno.test("a recording in a room that goes back to a mesh lets go of the SFU", () => {
  const { transport, mesh, sfu, room, clock } = startMoved();
  for (const id of ["a", "b"]) mesh.receiving.add(id);
  transport.setTap(() => {});
  clock.advance(100);
  room(MESH, member("a"), member("b"));
  assert.equal(sfu.isClosed, true);
});

Deno.test("who leaves is gone once, whichever way they were shown", () => {
  const { room, take } = startMoved();
  room(SFU, member("b"));
  assert.deepEqual(take(), ["a gone"]);
});

Deno.test("what this page shows is said to the mesh, and to what uses the SFU when it is made", () => {
  const { made, transport, room, may } = start({ canSfu: false });
  room(MESH, member("b"));
  transport.setDemand(new Map([["b", { camera: NOT_SHOWN, screen: NOT_SHOWN }]]));
  room(SFU, member("b"));
  assert.equal(made.length, 1, "its file is not there yet");
  may.sfu = true;
  transport.refresh();
  assert.equal(made.length, 2);
  for (const { calls } of made) assert.ok(calls.includes("demand b"), calls.join());
});

Deno.test("tracks go both ways; messages go over the mesh alone; the bus stays", () => {
  const { transport, mesh, sfu } = startSwitching();
  transport.setTrack("camera", null);
  assert.deepEqual([mesh.calls.at(-1), sfu.calls.at(-1)], ["track camera", "track camera"]);
  const call = { names: ["x"] };
  assert.equal(transport.messages.send("a", "call", call), false);
  mesh.reached.add("a");
  assert.equal(transport.messages.send("a", "call", call), true);
  const heard: string[] = [];
  transport.messages.on("call", (id, { names }) => heard.push(`${id} ${names}`));
  mesh.events.onMessage("a", { kind: "call", ...call });
  assert.deepEqual(heard, ["a x"]);
});

Deno.test("an opening with which this page can do nothing is left to the others; the next one is tried", () => {
  const { mesh, sfu, room, take, may, made } = startMoved();
  assert.deepEqual(mesh.served, ["a", "b"]);
  may.useless();
  assert.deepEqual([mesh.served, sfu.isClosed], [[], true]);
  assert.ok(take().includes("false forwarded"));
  room(SFU, member("a"), member("b"), member("c"));
  assert.equal(made.length, 2, "not again with every change of the room");
  room({ kind: "sfu", epoch: 2 }, member("a"), member("b"));
  assert.equal(made.length, 3);
});
