// To whom media go directly: to nobody whom an SFU serves, and to everybody else.
import assert from "node:assert/strict";
import type { PeerMessage } from "@/call/transport/data_messages.ts";
import { MESH_TOOLS } from "@/call/transport/mesh/mesh_tools.ts";
import { DirectMedia } from "@/call/transport/sfu/direct_media.ts";
import type { LocalTracks } from "@/call/transport/tracks.ts";
import { fakeClock } from "../../../fakes/ports.ts";

const MIC = { id: "mic" } as MediaStreamTrack;
const TRACKS: LocalTracks = { mic: MIC, camera: null, screen: null, screenAudio: null };

/** A page with connections to two members. */
function start({ reaches = true } = {}) {
  const clock = fakeClock();
  const set: string[] = [];
  const sent: string[] = [];
  let changes = 0;
  const sessionOf = (id: string) => ({
    connections: [{
      setTrack: (slot: string, track: MediaStreamTrack | null) =>
        void (slot === "mic" && set.push(`${id} ${track?.id ?? "nothing"}`)),
    }],
  });
  const members = new Map(["a", "b"].map((id) => [id, { session: sessionOf(id) }]));
  const direct = new DirectMedia({
    ...{ clock, tools: MESH_TOOLS },
    members: () => members,
    tracks: () => TRACKS,
    send: (id, message: PeerMessage) => {
      if (reaches) sent.push(`${id} ${message.kind === "pause" && message.on}`);
      return reaches;
    },
    onChange: () => changes++,
  });
  const take = () => [sent.splice(0), set.splice(0)];
  return { direct, clock, take, changes: () => changes };
}

Deno.test("whoever comes by the SFU is told to send nothing, and told when they do no more", () => {
  const { direct, take } = start();
  direct.setServed(new Set(["a"]));
  direct.setServed(new Set(["a", "b"]));
  assert.deepEqual(take(), [["a true", "b true"], []], "nothing twice");
  assert.equal(direct.asksFor("a"), false);
  direct.reached("a");
  assert.deepEqual(take(), [["a true"], []], "a new page knows nothing");
  direct.setServed(new Set(["b"]));
  assert.deepEqual(take(), [["a false"], []]);
  direct.reached("a");
  assert.deepEqual(take(), [[], []], "that is what a new page assumes");
});

Deno.test("who asks for nothing gets nothing, on new connections either, until they ask again", () => {
  const { direct, take, changes } = start();
  assert.equal(direct.take("a", { kind: "pause", on: true }), true);
  assert.deepEqual(take(), [[], ["a nothing"]]);
  assert.equal(direct.tracksFor("a").mic, null);
  assert.deepEqual([...direct.receivers(new Map([["a", 1], ["b", 2]])).keys()], ["b"]);
  direct.take("a", { kind: "pause", on: false });
  assert.deepEqual(take(), [[], ["a mic"]]);
  assert.equal(changes(), 2);
  assert.equal(direct.take("a", { kind: "saving", on: true }), false);
});

Deno.test("in a room with an SFU a newcomer is sent nothing at first, and then all the same", () => {
  const { direct, take, clock } = start();
  direct.begin("b");
  direct.hasSfu = true;
  direct.begin("a");
  assert.deepEqual([direct.isPaused("a"), direct.isPaused("b")], [true, false]);
  clock.advance(2_400);
  assert.equal(direct.isPaused("a"), true);
  clock.advance(200);
  assert.deepEqual([direct.isPaused("a"), take()], [false, [[], ["a mic"]]]);
});

Deno.test("a newcomer who says that the SFU serves them, or that it does not, is believed at once", () => {
  const { direct, clock } = start();
  direct.hasSfu = true;
  direct.begin("a");
  direct.take("a", { kind: "pause", on: true });
  direct.begin("b");
  direct.take("b", { kind: "pause", on: false });
  assert.deepEqual([direct.isPaused("a"), direct.isPaused("b")], [true, false]);
  clock.advance(60_000);
  assert.deepEqual([direct.isPaused("a"), direct.isPaused("b")], [true, false]);
});

Deno.test("who goes on asking is woken more and more slowly, and forgotten when they leave", () => {
  const { direct, clock } = start();
  let woken = 0;
  for (let round = 0; round < 40; round++) {
    direct.take("a", { kind: "pause", on: true });
    direct.take("a", { kind: "pause", on: false });
    if (!direct.isPaused("a")) woken++;
  }
  assert.equal(woken, 8);
  clock.advance(2_100);
  assert.equal(direct.isPaused("a"), false, "the last word counts in the end");
  direct.take("a", { kind: "pause", on: true });
  direct.forget("a");
  assert.equal(direct.isPaused("a"), false);
});
