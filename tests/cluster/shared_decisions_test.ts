// What hosts decided holds at every process, whoever dies: passwords, bans, invitations, and how often one may try.
import assert from "node:assert/strict";
import { MemoryStorage } from "@/signaling/memory_storage.ts";
import { NEW_ACCESS } from "@/signaling/room/room_access.ts";
import { newRoom } from "../signaling/access/access_kit.ts";
import { until } from "../browser/harness/wait.ts";
import { Client } from "../signaling/socket_kit.ts";
import { MEDIA_OFF } from "../signaling/values.ts";
import { serverAt, testWithRedis, WEBSOCKET } from "./cluster_kit.ts";

const wish = (room: string) => ({ room, name: "G", media: MEDIA_OFF, fresh: true });

testWithRedis(
  "a password set at one process is asked for at another, whose tries count as well",
  async (redis) => {
    await using one = await serverAt(redis);
    await using other = await serverAt(redis);
    const { room, key } = newRoom();
    using host = await Client.connect(one.url, WEBSOCKET);
    await host.join(room, { host: key });
    assert.deepEqual(await host.ask("room:password", { password: "күмүш шакек" }), { ok: true });
    using guest = await Client.connect(other.url, WEBSOCKET);
    assert.deepEqual(await guest.ask("room:join", wish(room)), {
      ok: false,
      error: "password-needed",
    });
    const errors = [];
    for (let tries = 0; tries < 6; tries++) {
      using stranger = await Client.connect((tries % 2 === 0 ? one : other).url, WEBSOCKET);
      const reply = await stranger.ask("room:unlock", { room, password: "a guess" });
      errors.push(reply.ok || reply.error);
    }
    assert.deepEqual(errors, [...Array(5).fill("wrong-password"), "too-fast"]);
  },
);

testWithRedis(
  "an invitation for one is good once, at whichever process; who was removed stays out",
  async (redis) => {
    await using one = await serverAt(redis);
    await using other = await serverAt(redis);
    const { room, key } = newRoom();
    using host = await Client.connect(one.url, WEBSOCKET);
    await host.join(room, { host: key });
    const made = await host.ask("invite:make", { role: "guest", uses: 1, hours: 1 });
    assert.ok(made.ok);
    using first = await Client.connect(other.url, WEBSOCKET);
    const { self, seat } = await first.join(room, { invite: made.token });
    using second = await Client.connect(one.url, WEBSOCKET);
    const again = { ...wish(room), invite: made.token };
    assert.deepEqual(await second.ask("room:join", again), { ok: false, error: "bad-invite" });
    assert.deepEqual(await host.ask("member:remove", { id: self }), { ok: true });
    await first.hears("member:removed");
    for (const { url } of [one, other]) {
      using back = await Client.connect(url, WEBSOCKET);
      const reply = await back.ask("room:join", { ...wish(room), seat });
      assert.deepEqual(reply, { ok: false, error: "removed" });
    }
  },
);

testWithRedis("a lock outlives its process and the store: processes have copies", async (redis) => {
  const copy = new MemoryStorage();
  const [early, late, unknown] = [newRoom(), newRoom(), newRoom()].map(({ room }) => room);
  assert.ok(early && late && unknown);
  for (const room of [early, late]) {
    copy.saveAccess({ room, record: { ...NEW_ACCESS, turn: 1, locked: true }, decided: true });
  }
  await using _keeper = await serverAt(redis, { storage: copy });
  await using other = await serverAt(redis);
  using first = await Client.connect(other.url, WEBSOCKET);
  assert.deepEqual(await first.ask("room:join", wish(early)), { ok: false, error: "waiting" });
  await redis.kill();
  await until(() => other.signaling.stats().cluster?.isUp === false, { what: "Redis away" });
  using second = await Client.connect(other.url, WEBSOCKET);
  let answered = false;
  const asking = second.ask("room:join", wish(unknown)).finally(() => answered = true);
  await redis.start();
  assert.ok(!answered, "nobody could tell what was decided about it");
  using third = await Client.connect(other.url, WEBSOCKET);
  assert.deepEqual(await third.ask("room:join", wish(late)), { ok: false, error: "waiting" });
  assert.ok((await asking).ok);
});

testWithRedis("the HTTP API reaches a room at whichever process it lives", async (redis) => {
  await using one = await serverAt(redis);
  await using other = await serverAt(redis);
  const made = await one.signaling.roomAdmin.make({ nameOf: (end) => `ala-${end}`, locked: true });
  assert.ok(typeof made !== "string");
  const { room, key } = made;
  using host = await Client.connect(other.url, WEBSOCKET);
  await host.join(room, { host: key });
  for (const { signaling: { roomAdmin } } of [one, other]) {
    const report = await roomAdmin.read(room);
    assert.deepEqual(report, {
      ...{ room, people: 1, waiting: 0, locked: true, hasPassword: false, ended: false },
    });
  }
  const invited = await other.signaling.roomAdmin.invite(room, {
    role: "guest",
    uses: 1,
    hours: 1,
  });
  assert.ok(typeof invited !== "string");
  using guest = await Client.connect(one.url, WEBSOCKET);
  await guest.join(room, { invite: invited.token });
  const { roomAdmin } = other.signaling;
  const seen = await roomAdmin.people(room);
  assert.ok(typeof seen !== "string" && seen.people.length === 2);
  const rules = await one.signaling.roomAdmin.rules(room, { rights: { chat: false } });
  assert.ok(typeof rules !== "string" && rules.locked && !rules.rights.chat);
  assert.equal(await one.signaling.roomAdmin.remove(room, seen.people[0]!.id), "is-host");
  assert.equal(await one.signaling.roomAdmin.remove(room, seen.people[1]!.id), null);
  await guest.hears("member:removed");
  assert.deepEqual(await other.signaling.roomAdmin.end(room), { people: 1 });
  await host.hears("room:ended");
  assert.equal(await other.signaling.roomAdmin.read("no-such-room"), "no-such-room");
});
