// Two rooms never hear each other, whatever their members try.
import assert from "node:assert/strict";
import type { FromMember } from "@/protocol/signals.ts";
import { pick, seeded } from "../fakes/random.ts";
import { CANDIDATE } from "../protocol/samples.ts";
import { CLEAN, Client, hastyClock, startServer } from "./socket_kit.ts";
import { MEDIA_OFF } from "./values.ts";

const ROOMS = 25;
const MEMBERS = 4;
const BATCHES = 40;
const AT_ONCE = 100;

interface Person {
  client: Client;
  room: string;
  self: string;
  /** Signals that must arrive. */
  expected: number;
}

/** What was tried, to prove that the hard cases were among it. */
const met = { delivered: 0, crossed: 0, forged: 0, chat: 0 };

Deno.test("no word, no signal and no name crosses from one room into another", CLEAN, async () => {
  const config = { roomLimit: MEMBERS };
  await using server = await startServer({ clock: hastyClock(), config });
  const random = seeded(31);
  const people = await fill(server.url);
  for (let batch = 0; batch < BATCHES; batch++) {
    const actions = Array.from({ length: AT_ONCE }, () => {
      const who = pick(random, people);
      return act(who, { random, target: someone(who, { random, people }) });
    });
    await Promise.all(actions);
  }
  for (const person of people) await checkHeard(person, people);
  for (const { client } of people) client.close();
  assert.ok(met.delivered > 500 && met.crossed > 500 && met.forged > 100 && met.chat > 100);
});

async function fill(url: string): Promise<Person[]> {
  const people: Person[] = [];
  for (let n = 0; n < ROOMS * MEMBERS; n++) {
    const client = await Client.connect(url, { transports: ["websocket"] });
    const room = `room-${n % ROOMS}`;
    const { self } = await client.join(room, { name: `${room} ${n}` });
    people.push({ client, room, self, expected: 0 });
  }
  return people;
}

/** Half of the time somebody of the same room, else anybody, oneself included. */
function someone(
  who: Person,
  { random, people }: { random: () => number; people: Person[] },
): Person {
  return pick(random, random() < 0.5 ? people : people.filter((other) => areTogether(who, other)));
}

async function act(
  who: Person,
  { random, target }: { random: () => number; target: Person },
): Promise<void> {
  const mark = `from ${who.room}`;
  switch (pick(random, ["signal", "signal", "forged", "chat", "media"])) {
    case "signal":
      return await signal(who, { target, mark, isOffer: random() < 0.5 });
    case "forged": {
      const stamp: FromMember = { from: target.self, fromEpoch: 1, seq: 1, ack: 0 };
      const forged = { to: target.self, toEpoch: 1, sdp: mark, ...stamp };
      const reply = await who.client.say("peer:offer", forged);
      assert.deepEqual(reply, { ok: false, error: "invalid" });
      met.forged += 1;
      return;
    }
    case "chat":
      assert.ok((await who.client.ask("chat:send", { id: crypto.randomUUID(), text: mark })).ok);
      met.chat += 1;
      return;
    case "media":
      assert.ok((await who.client.ask("member:media", { ...MEDIA_OFF, mic: random() < 0.5 })).ok);
  }
}

async function signal(
  who: Person,
  { target, mark, isOffer }: { target: Person; mark: string; isOffer: boolean },
): Promise<void> {
  const may = areTogether(who, target);
  if (may) target.expected += 1;
  met[may ? "delivered" : "crossed"] += 1;
  const address = { to: target.self, toEpoch: 1, seq: 1, ack: 0 };
  const candidates = [{ ...CANDIDATE, candidate: mark }];
  const reply = isOffer
    ? await who.client.ask("peer:offer", { ...address, sdp: mark })
    : await who.client.ask("peer:ice", { ...address, candidates });
  assert.deepEqual(reply, may ? { ok: true } : { ok: false, error: "no-such-member" });
}

async function checkHeard({ client, room, self, expected }: Person, people: Person[]) {
  const signals = () => [...client.all("peer:offer"), ...client.all("peer:ice")];
  await client.until(() => signals().length >= expected);
  assert.equal(signals().length, expected);
  const mates = new Set(people.filter((other) => other.room === room).map((mate) => mate.self));
  for (const { from } of signals()) assert.ok(mates.has(from) && from !== self);
  for (const { members } of client.all("room:state")) {
    assert.ok(members.every(({ id }) => mates.has(id)));
  }
  for (const { payload } of client.heard) {
    const named = JSON.stringify(payload).match(/room-\d+/g) ?? [];
    assert.ok(named.every((other) => other === room), `${room} heard of ${named}`);
  }
}

function areTogether(one: Person, other: Person): boolean {
  return one.room === other.room && one.self !== other.self;
}
