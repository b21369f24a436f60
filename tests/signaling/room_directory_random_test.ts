// Many people doing anything at any time: what each of them saw must be what is.
import assert from "node:assert/strict";
import type { Member } from "@/protocol/shapes.ts";
import type { FakeConnection } from "./room_directory_kit.ts";
import { SETTINGS, startDirectory } from "./room_directory_kit.ts";
import { pick, seeded } from "../fakes/random.ts";
import { met, Person } from "./random_person.ts";
import { MEDIA_OFF } from "./values.ts";

const ROOMS = ["ala", "too", "kol", "suu", "tash"];

Deno.test("whatever a crowd does, everybody sees their room as it is, and no other", () => {
  const random = seeded(21);
  const { directory, clock, connection } = startDirectory();
  const people = Array.from({ length: 14 }, () => new Person(connection()));
  for (let step = 0; step < 20_000; step++) {
    const who = pick(random, people);
    act(who, {
      random,
      people,
      renew: () => connection(),
      tick: (ms) => clock.pass(ms),
      now: () => clock.steady(),
    });
    for (const person of people) person.hear();
    for (const person of people.filter(({ page }) => page.dropped)) {
      person.page.drop(); // given up as silent: its client connects anew
      Object.assign(person, { page: connection(), room: null, watched: null });
      met.givenUp += 1;
    }
    if (step % 10 === 0) check(people, directory.stats());
  }
  for (const { page } of people) page.ask("room:leave", { mayReturn: false });
  clock.pass(SETTINGS.seatGraceMs);
  clock.pass(SETTINGS.seatMemoryMs);
  assert.deepEqual([directory.stats().rooms, directory.stats().members, directory.stats().idle], [
    0,
    0,
    0,
  ]);
  assert.equal(clock.pending, 0);
  for (const [what, times] of Object.entries(met)) assert.ok(times > 20, `${what}: ${times}`);
});

interface World {
  random: () => number;
  people: Person[];
  renew: () => FakeConnection;
  tick: (ms: number) => void;
  now: () => number;
}

function act(who: Person, world: World): void {
  const { random } = world;
  const room = pick(random, ROOMS);
  const flip = random() < 0.5;
  switch (
    pick(random, [
      "join",
      "join",
      "lose",
      "steal",
      "leave",
      "watch",
      "media",
      "say",
      "send",
      "send",
      "hush",
      "attest",
      "wait",
    ])
  ) {
    case "join":
      return who.join(room, { fresh: true, mic: flip });
    case "lose": {
      const wasIn = who.room;
      if (flip) who.page.ask("room:leave", { mayReturn: true });
      who.page.drop();
      Object.assign(who, { page: world.renew(), room: null, watched: null });
      if (wasIn !== null && random() < 0.6) who.join(wasIn, { fresh: flip, mic: flip });
      return;
    }
    case "steal":
      return steal(who, world);
    case "leave":
      who.page.ask("room:leave", { mayReturn: flip });
      Object.assign(who, { room: null, watched: null });
      return;
    case "watch":
      who.watched = { room, ...pickCount(who.page.ask("room:watch", { room })) };
      return;
    case "media":
      who.page.ask("member:media", { ...MEDIA_OFF, mic: flip, screen: random() < 0.5 });
      return;
    case "say": {
      const id = `${who.self}-${Math.floor(random() * 3)}`;
      const reply = who.page.ask("chat:send", { id, text: "x" });
      if (typeof reply === "object" && reply.line.seq < who.lastSeq) met.saidTwice += 1;
      return;
    }
    case "send":
      return send(who, world);
    case "hush":
      if (flip) met.fellSilent += who.room === null ? 0 : 1;
      else met.awake += who.page.silentSince === null ? 0 : 1;
      who.page.silentSince = flip ? world.now() : null;
      return world.tick(1_000);
    case "attest": {
      const away = who.state?.members.filter((member) => member.away).map(({ id }) => id) ?? [];
      if (who.room === null || away.length === 0) return;
      met.attested += 1;
      who.page.ask("member:attest", { members: away });
      return;
    }
    case "wait":
      return world.tick(pick(random, [500, 500, 500, SETTINGS.seatGraceMs, 300_000]));
  }
}

/** A duplicated tab: another page shows the same seat and forgets its own. */
function steal(who: Person, { random, people }: World): void {
  const other = pick(random, people);
  const { room } = who;
  const seat = room === null ? undefined : who.seats.get(room);
  if (room === null || seat === undefined || other === who) return;
  other.seats.set(room, seat);
  who.seats.delete(room);
  other.join(room, { fresh: true, mic: true });
}

function send(who: Person, { random, people }: World): void {
  const { self } = pick(random, people);
  // an id that somebody lost may be somebody else's by now
  const holder = people.find((person) => person.self === self && person.room !== null);
  const target = holder ?? pick(random, people);
  const present = target.state?.members.find(({ id }) => id === target.self)?.epoch ?? 1;
  const toEpoch = random() < 0.8 ? present : present + 1;
  const heard = target.heardSignals.length;
  const reply = who.page.ask("peer:offer", { to: self || "x", toEpoch, seq: 1, ack: 0, sdp: "x" });
  target.hear();
  const together = who.room !== null && who.room === holder?.room && who !== holder;
  const may = together && toEpoch === present;
  assert.equal(typeof reply === "object", may);
  assert.equal(target.heardSignals.length, heard + (may ? 1 : 0));
  if (!may) {
    met.relayRefused += 1;
    return;
  }
  met.relayed += 1;
  const stamp = target.heardSignals.at(-1);
  const mine: Member | undefined = target.state?.members.find(({ id }) => id === who.self);
  assert.deepEqual([stamp?.from, stamp?.fromEpoch], [who.self, mine?.epoch]);
}

function check(people: Person[], stats: { members: number; subscribers: number }): void {
  const inside = people.filter(({ room }) => room !== null);
  const isAway = ({ state, self }: Person) => state?.members.find(({ id }) => id === self)?.away;
  assert.equal(stats.members, inside.filter((person) => isAway(person) === false).length);
  assert.equal(stats.subscribers, people.filter(({ watched }) => watched !== null).length);
  for (const room of ROOMS) {
    const here = inside.filter((person) => person.room === room);
    const heard = here.filter((person) => isAway(person) === false).length;
    for (const person of here) {
      const { state, page } = person;
      assert.deepEqual(state, here[0]?.state, "all see the same");
      assert.ok(isAway(person) === false || page.silentSince !== null, "only the silent are away");
      assert.ok((state?.members.length ?? 0) <= SETTINGS.roomLimit);
      assert.equal(state?.members.filter(({ away }) => !away).length, heard);
    }
    for (const { watched } of people) {
      if (watched?.room === room) assert.equal(watched.count, heard);
    }
  }
}

function pickCount(reply: object | string): { count: number } {
  assert.ok(typeof reply === "object" && "count" in reply && typeof reply.count === "number");
  return { count: reply.count };
}
