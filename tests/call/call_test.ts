// Whole calls against the real room directory: joining, talking, losing the server, coming back.
import assert from "node:assert/strict";
import type { Member } from "@/protocol/shapes.ts";
import { pick, seeded, settled } from "../fakes/random.ts";
import { joined, type Person, Town } from "../fakes/client_world.ts";

function living(person: Person) {
  return person.peers.filter(({ signalingState }) => signalingState !== "closed");
}

/** Everybody sees everybody once, every connection is agreed, nothing went wrong. */
function assertWhole(people: readonly Person[], what: string): void {
  for (const person of people) {
    const { call } = person;
    assert.equal(call.membership.phase.value, "call", what);
    assert.equal(call.membership.count.value, people.length, what);
    assert.equal(call.layout.tiles.value.length, people.length, what);
    assert.equal(living(person).length, people.length - 1, what);
    assert.ok(living(person).every(({ signalingState }) => signalingState === "stable"), what);
    assert.ok(living(person).every(({ remoteDescription }) => remoteDescription !== null), what);
    assert.equal(call.connections.tracks.value.size, people.length - 1, what);
    assert.deepEqual(person.errors, [], what);
  }
}

function nth(people: readonly Person[], index: number): Person {
  const person = people[index];
  assert.ok(person);
  return person;
}

Deno.test("N people make N(N-1)/2 connections with one offer and one answer each", async () => {
  for (const count of [2, 3, 4, 6]) {
    const people = await joined(
      new Town(),
      ["Асан", "Гүлнар", "Бектур", "Жамила", "Нур", "Ай"].slice(0, count),
    );
    assertWhole(people, `${count} people`);
    for (const { peers } of people) {
      assert.ok(peers.every(({ descriptions }) => descriptions === 2), "no second negotiation");
    }
  }
});

Deno.test("the lobby knows how many are inside, before and after a change", async () => {
  const town = new Town();
  const [asan] = await joined(town, ["Асан"]);
  const visitor = town.open("room1");
  await settled();
  const { watched } = visitor.call.membership;
  assert.deepEqual([watched.value?.count, watched.value?.limit], [1, 8]);
  asan?.call.membership.leave();
  await settled();
  assert.equal(watched.value?.count, 0);
});

Deno.test("join() waits for the server, and for no device", async () => {
  const town = new Town();
  const person = town.open("room1", { online: false });
  person.devices.open = () => new Promise(() => {}); // a question that nobody answers
  person.call.membership.join("Асан");
  await settled();
  assert.equal(person.call.membership.phase.value, "joining");
  person.setOnline(true);
  await settled();
  assert.equal(person.call.membership.phase.value, "call");
});

Deno.test("everybody is told which lines are live, at once and after every toggle", async () => {
  const people = await joined(new Town(), ["Асан", "Гүлнар"]);
  const seen = () => nth(people, 1).call.membership.members.value[0]?.media;
  assert.deepEqual(seen(), { mic: true, camera: true, screen: false, screenAudio: false });
  await nth(people, 0).call.media.toggle("mic");
  await nth(people, 0).call.media.toggle("camera");
  await nth(people, 0).call.media.toggleScreen();
  await settled();
  assert.deepEqual(seen(), { mic: false, camera: false, screen: true, screenAudio: true });
  assert.equal(nth(people, 1).call.layout.tiles.value.length, 3, "the screen has its own tile");
  assert.ok(nth(people, 0).peers.every(({ descriptions }) => descriptions === 2), "no negotiation");
});

Deno.test("losing the server touches no connection, and coming back renegotiates nothing", async () => {
  const town = new Town();
  const people = await joined(town, ["Асан", "Гүлнар", "Бектур"]);
  const before = people.map(({ call }) => call.membership.self.value);
  for (let round = 0; round < 3; round++) {
    nth(people, 0).setOnline(false);
    await settled();
    assert.equal(nth(people, 0).call.membership.phase.value, "call");
    assert.equal(nth(people, 1).call.membership.count.value, 2, "one who is away is not counted");
    assert.equal(nth(people, 1).call.layout.tiles.value.length, 3, "but keeps the tile");
    nth(people, 0).setOnline(true);
    await settled();
    assertWhole(people, `round ${round}`);
  }
  assert.deepEqual(people.map(({ call }) => call.membership.self.value), before);
  assert.ok(people.every(({ peers }) => peers.length === 2), "no connection was made anew");
  assert.ok(people.every(({ peers }) => peers.every(({ descriptions }) => descriptions === 2)));
});

Deno.test("a server that lost even its secret gets everybody back", async () => {
  const town = new Town();
  const people = await joined(town, ["Асан", "Гүлнар", "Бектур"]);
  town.restart({ secret: "another" });
  await settled();
  for (const person of people) person.setOnline(true);
  await settled();
  assertWhole(people, "after a restart");
});

Deno.test("a reload keeps id and place, and the others replace one connection", async () => {
  const town = new Town();
  const people = await joined(town, ["Асан", "Гүлнар"]);
  const [asan, gulnar] = [nth(people, 0), nth(people, 1)];
  const ids = gulnar.call.membership.members.value.map(({ id }: Member) => id);
  asan.close();
  await settled();
  const again = town.open("room1", { store: asan.store });
  await settled();
  assertWhole([again, gulnar], "after a reload");
  assert.deepEqual(gulnar.call.membership.members.value.map(({ id }: Member) => id), ids);
  const kinds = gulnar.call.chat.lines.value.map(({ kind }) => kind);
  assert.deepEqual(kinds, ["joined", "joined"], "no message tells of a reload");
});

Deno.test("one who does not come back is gone after the grace, with one message", async () => {
  const town = new Town();
  const people = await joined(town, ["Асан", "Гүлнар"]);
  nth(people, 0).setOnline(false);
  await settled();
  town.clock.advance(16_000);
  await settled();
  assertWhole(people.slice(1), "alone");
  const { value: lines } = nth(people, 1).call.chat.lines;
  assert.deepEqual(lines.filter(({ kind }) => kind === "left").length, 1);
});

Deno.test("who is away for two minutes comes back into the same call as the same person", async () => {
  const town = new Town();
  const people = await joined(town, ["Асан", "Гүлнар", "Бектур"]);
  const order = nth(people, 1).call.membership.members.value.map(({ id }: Member) => id);
  nth(people, 0).setOnline(false);
  await settled();
  town.clock.advance(120_000);
  await settled();
  assertWhole(people.slice(1), "two are left");
  nth(people, 0).setOnline(true);
  await settled();
  assertWhole(people, "three again");
  const members = nth(people, 1).call.membership.members.value;
  assert.deepEqual(members.map(({ id }: Member) => id), order);
});

Deno.test("when everybody lost the server for two minutes, everybody finds the same room", async () => {
  const town = new Town();
  const people = await joined(town, ["Асан", "Гүлнар"]);
  const ids = people.map(({ call }) => call.membership.self.value);
  nth(people, 0).call.chat.send("бир");
  await settled();
  for (const person of people) person.setOnline(false);
  await settled();
  town.clock.advance(120_000);
  for (const person of people) person.setOnline(true);
  await settled();
  assertWhole(people, "together again");
  assert.deepEqual(people.map(({ call }) => call.membership.self.value), ids);
  const [late] = await joined(town, ["Жамила"]);
  assert.ok(late?.call.chat.lines.value.some((line) => line.kind === "text"));
});

Deno.test("a second page with the same seat takes it over, and the first one says so", async () => {
  const town = new Town();
  const people = await joined(town, ["Асан", "Гүлнар"]);
  const copy = town.open("room1", { store: nth(people, 0).store });
  await settled();
  assert.equal(copy.call.membership.phase.value, "lobby"); // it may be a copy of the tab
  assertWhole(people, "nothing has changed");
  copy.call.membership.join("Асан");
  await settled();
  assert.equal(nth(people, 0).call.membership.phase.value, "replaced");
  assertWhole([copy, nth(people, 1)], "taken over");
});

Deno.test("chat has one order for all, and a message typed offline is sent once", async () => {
  const town = new Town();
  const people = await joined(town, ["Асан", "Гүлнар", "Бектур"]);
  const texts = (person: Person) =>
    person.call.chat.lines.value.flatMap((line) => line.kind === "text" ? [line.text] : []);
  nth(people, 0).call.chat.send("бир");
  nth(people, 1).call.chat.send("эки");
  nth(people, 2).setOnline(false);
  nth(people, 2).call.chat.send("үч");
  await settled();
  assert.equal(nth(people, 2).call.chat.pending.value.length, 1);
  nth(people, 2).setOnline(true);
  await settled();
  nth(people, 2).setOnline(false);
  await settled();
  nth(people, 2).setOnline(true);
  await settled();
  assert.deepEqual(texts(nth(people, 0)), ["бир", "эки", "үч"]);
  for (const person of people) assert.deepEqual(texts(person), texts(nth(people, 0)));
  assert.equal(nth(people, 2).call.chat.pending.value.length, 0);
});

Deno.test("a late joiner reads the history, and unread counts only what is new", async () => {
  const town = new Town();
  const people = await joined(town, ["Асан", "Гүлнар"]);
  nth(people, 0).call.chat.send("мурунку");
  await settled();
  assert.equal(nth(people, 1).call.chat.unread.value, 1);
  const [late] = await joined(town, ["Жамила"]);
  assert.ok(late);
  const history = late.call.chat.lines.value;
  assert.ok(history.some((line) => line.kind === "text" && line.text === "мурунку"));
  assert.equal(late.call.chat.unread.value, 0);
  nth(people, 0).call.chat.send("жаңы");
  await settled();
  assert.equal(late.call.chat.unread.value, 1);
  late.call.chat.setOpen(true);
  assert.equal(late.call.chat.unread.value, 0);
});

Deno.test("the ninth person is told that the room is full, and gets in when one leaves", async () => {
  const town = new Town();
  const people = await joined(town, [..."абвгдежз"]);
  const ninth = town.open("room1");
  ninth.call.membership.join("Тогузунчу");
  await settled();
  assert.equal(ninth.call.membership.refusal.value, "room-full");
  assert.equal(ninth.call.membership.phase.value, "lobby");
  nth(people, 0).call.membership.leave();
  await settled();
  ninth.call.membership.join("Тогузунчу");
  await settled();
  assertWhole([...people.slice(1), ninth], "eight again");
});

Deno.test("leave() releases devices, closes connections and forgets the seat", async () => {
  const people = await joined(new Town(), ["Асан", "Гүлнар"]);
  const asan = nth(people, 0);
  asan.call.membership.leave();
  await settled();
  assert.equal(asan.call.membership.phase.value, "left");
  assert.equal(living(asan).length, 0);
  assert.ok(asan.devices.opened.every(({ track }) => track.readyState === "ended"));
  assert.equal(asan.store.get("page", "seat:room1"), null);
  assertWhole(people.slice(1), "the one who stayed");
});

Deno.test("any storm of joins, leaves, reloads and broken lines ends whole", async () => {
  let reloads = 0;
  for (let seed = 1; seed <= 40; seed++) {
    const random = seeded(seed);
    const town = new Town();
    let people = await joined(town, ["a", "b", "c"]);
    for (let step = 0; step < 25; step++) {
      const person = pick(random, people);
      const chance = random();
      if (chance < 0.2 && people.length < 6) people.push(...await joined(town, [`p${step}`]));
      else if (chance < 0.3 && people.length > 2) {
        person.call.membership.leave();
        people = people.filter((other) => other !== person);
      } else if (chance < 0.5) {
        person.close();
        reloads++;
        const again = town.open("room1", { store: person.store });
        people = people.map((other) => other === person ? again : other);
      } else person.setOnline(random() < 0.5);
      if (random() < 0.6) await settled();
    }
    for (const person of people) person.setOnline(true);
    await settled();
    town.clock.advance(16_000);
    await settled();
    assertWhole(people, `seed ${seed}`);
  }
  assert.ok(reloads > 50);
});
