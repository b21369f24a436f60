// The adapter against a real Janus with the example configuration: rooms, feeds, its death.
import assert from "node:assert/strict";
import { NO_MEDIA } from "@/protocol/slots.ts";
import { JanusRouter } from "@/server/media/janus_router.ts";
import { JanusSession } from "@/server/media/janus_session.ts";
import type { RoutedRoom } from "@/signaling/media/media_router.ts";
import { until } from "../../browser/harness/wait.ts";
import { Janus, janusMissing, SFU_SECRET } from "../../network/janus.ts";

const missing = janusMissing();
if (missing !== null) console.log(`tests with a real Janus are left out: ${missing}`);

const ASAN = { member: "asan", epoch: 1 };

/** A test with a Janus and a router that has reached it. */
function janusTest(name: string, play: (world: World) => Promise<void>): void {
  const fn = async () => {
    await using janus = await Janus.start();
    const warnings: string[] = [];
    const onWarning = (sentence: string) => void warnings.push(sentence);
    const router = new JanusRouter({ url: janus.url, secret: SFU_SECRET, onWarning });
    const inspector = await inspect(janus);
    try {
      await until(() => router.isUp, { what: "Janus to be reached", ok: Boolean, every: 20 });
      await play({ janus, router, inspector, warnings });
    } finally {
      router.close();
      inspector.session.close();
    }
  };
  Deno.test({ name, ignore: missing !== null, fn });
}

interface World {
  janus: Janus;
  router: JanusRouter;
  inspector: Awaited<ReturnType<typeof inspect>>;
  warnings: string[];
}

/** A second session: what is at Janus, whoever made it. */
async function inspect({ url }: Janus) {
  const options = { url, secret: SFU_SECRET, onLost: () => {} };
  const { session, control: handle } = await JanusSession.open(options);
  const rooms = async () => {
    const { data } = await session.say(handle, { request: "list" });
    return (data.list as { room: string }[]).map(({ room }) => room);
  };
  const feeds = async (room: string) => {
    const { data } = await session.say(handle, { request: "listparticipants", room });
    return (data.participants as { id: string }[]).map(({ id }) => id);
  };
  const destroy = (room: string) => session.say(handle, { request: "destroy", room });
  /** Answers which lines of the room are muted from now on, as another member hears of it. */
  const mutedIn = async (room: string) => {
    const muted = new Set<string>();
    const member = await session.attach((_what, { data: { mid, moderation } }) => {
      if (moderation === "muted") muted.add(String(mid));
      if (moderation === "unmuted") muted.delete(String(mid));
    });
    await session.say(member, { request: "join", ptype: "publisher", room, id: "inspector" });
    return () => Promise.resolve([...muted].sort());
  };
  return { session, rooms, feeds, destroy, mutedIn };
}

function open(router: JanusRouter, happened: string[] = []): Promise<RoutedRoom> {
  return router.openRoom({
    onOffer: () => happened.push("offer"),
    onError: (error) => happened.push(String(error)),
    onLost: () => happened.push("lost"),
  });
}

/** An offer as a browser makes it, but for candidates: nothing is ever sent. */
function offerOf(kinds: readonly ("audio" | "video")[]): string {
  const fingerprint = `a=fingerprint:sha-256 ${Array(32).fill("AB").join(":")}`;
  const lines = kinds.map((kind, mid) => {
    const codec = kind === "audio" ? "111 opus/48000/2" : "96 VP8/90000";
    return [
      `m=${kind} 9 UDP/TLS/RTP/SAVPF ${codec.split(" ")[0]}`,
      ...["c=IN IP4 0.0.0.0", "a=ice-ufrag:abcd", "a=ice-pwd:abcdefghijklmnopqrstuvwx"],
      ...[fingerprint, "a=setup:actpass", `a=mid:${mid}`, "a=sendonly", "a=rtcp-mux"],
      `a=rtpmap:${codec}`,
    ].join("\r\n");
  });
  const bundle = `a=group:BUNDLE ${kinds.map((_, mid) => mid).join(" ")}`;
  return `${
    ["v=0", "o=- 1 2 IN IP4 127.0.0.1", "s=-", "t=0 0", bundle, ...lines].join("\r\n")
  }\r\n`;
}

const OFFER = { sdp: offerOf(["audio", "video", "video", "audio"]), encrypted: true };

janusTest(
  "a room is there until it is closed; a page that publishes is in it until it is dropped",
  async ({ router, inspector }) => {
    const room = await open(router);
    const [name = ""] = await inspector.rooms();
    assert.match(name, /^juz-/);
    const answer = await room.publish(ASAN, OFFER);
    assert.equal(answer.match(/^a=recvonly/gm)?.length, 4);
    assert.match(answer, /^a=ice-lite/m);
    assert.deepEqual(await inspector.feeds(name), ["asan~1~1"]);
    room.drop(ASAN);
    await until(() => inspector.feeds(name), {
      what: "nobody there",
      ok: (all) => all.length === 0,
    });
    room.close();
    await until(inspector.rooms, { what: "no room", ok: (all) => all.length === 0 });
  },
);

janusTest(
  "another offer of a page takes the place of the one before; a wrong one is refused",
  async ({ router, inspector }) => {
    const room = await open(router);
    const [name = ""] = await inspector.rooms();
    await room.publish(ASAN, OFFER);
    await room.publish(ASAN, OFFER);
    await until(() => inspector.feeds(name), {
      what: "the new one alone",
      ok: (all) => all.join() === "asan~1~2",
    });
    const three = { ...OFFER, sdp: offerOf(["audio", "video", "video"]) };
    await assert.rejects(room.publish({ member: "b", epoch: 1 }, three), /4 media lines/);
    await assert.rejects(room.publish({ member: "c", epoch: 1 }, { ...OFFER, sdp: "nonsense" }));
    assert.deepEqual(await inspector.feeds(name), ["asan~1~2"]);
  },
);

janusTest(
  "what is off is off at Janus, whenever it was switched, and on when it is on again",
  async ({ router, inspector }) => {
    const happened: string[] = [];
    const room = await open(router, happened);
    const [name = ""] = await inspector.rooms();
    const muted = await inspector.mutedIn(name);
    const camera = { ...NO_MEDIA, camera: true };
    room.allow(ASAN, { ...camera, mic: true });
    const published = room.publish(ASAN, OFFER);
    let isOver = false;
    void published.then(() => isOver = true);
    while (!isOver) { // at every moment of its way
      room.allow(ASAN, { ...camera, mic: true });
      room.allow(ASAN, camera);
      await new Promise((done) => setImmediate(done));
    }
    await until(muted, {
      what: "three lines muted",
      ok: (mids) => mids.join() === "0,2,3",
      every: 20,
    });
    room.allow(ASAN, { ...NO_MEDIA, mic: true });
    await until(muted, { what: "the others", ok: (mids) => mids.join() === "1,2,3", every: 20 });
    assert.deepEqual(happened, []);
  },
);

janusTest("who subscribes to nobody waits without an offer, and may go", async ({ router }) => {
  const happened: string[] = [];
  const room = await open(router, happened);
  room.subscribe(ASAN);
  room.choose(ASAN, [{ member: "b", slot: "camera", layer: 0 }]);
  room.answer(ASAN, { n: 1, sdp: "nonsense" });
  room.drop(ASAN);
  await room.publish({ member: "b", epoch: 1 }, OFFER);
  assert.deepEqual(happened, []);
});

janusTest(
  "a room that somebody else has ended is lost, which whoever publishes finds out",
  async ({ router, inspector }) => {
    const happened: string[] = [];
    const room = await open(router, happened);
    const [name = ""] = await inspector.rooms();
    await inspector.destroy(name);
    await assert.rejects(room.publish(ASAN, OFFER), /426/);
    assert.deepEqual(happened, ["lost"]);
  },
);

janusTest(
  "the death of Janus is told at once and once; when it is back rooms can be opened",
  async ({ janus, router, warnings }) => {
    const happened: string[] = [];
    await open(router, happened);
    const begun = performance.now();
    await janus.kill();
    await until(() => router.isUp, { what: "the loss", ok: (up) => !up, every: 10 });
    assert.ok(performance.now() - begun < 1_000);
    assert.deepEqual(happened, ["lost"]);
    await assert.rejects(open(router), /cannot be reached/);
    let told = 0;
    router.onUp = () => told++;
    await janus.restart();
    await until(() => router.isUp, { what: "Janus again", ok: Boolean, every: 20 });
    assert.equal(told, 1);
    (await open(router)).close();
    assert.deepEqual(warnings.map((one) => one.replace(/ws:\S+/, "…")), [
      "SFU_URL: … is gone. Rooms go on as a mesh.",
      "SFU_URL: … answers.",
    ]);
  },
);

janusTest("a Janus that stands still is given up after some seconds", async ({ janus, router }) => {
  const happened: string[] = [];
  await open(router, happened);
  janus.freeze("frozen");
  await until(() => router.isUp, { what: "the loss", ok: (up) => !up, timeout: 20_000, every: 50 });
  janus.freeze("awake");
  assert.deepEqual(happened, ["lost"]);
});

Deno.test({
  name: "with another secret Janus does nothing, and the log says so once",
  ignore: missing !== null,
  fn: async () => {
    await using janus = await Janus.start();
    const warnings: string[] = [];
    const router = new JanusRouter({
      url: janus.url,
      secret: "another secret",
      onWarning: (sentence) => warnings.push(sentence),
    });
    await until(() => warnings.length, { what: "a warning", ok: Boolean, every: 20 });
    assert.equal(router.isUp, false);
    assert.match(warnings[0] ?? "", /Unauthorized/);
    router.close();
  },
});
