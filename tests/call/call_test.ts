// Whole calls against the real room directory: joining, talking, losing the server, coming back.
import assert from "node:assert/strict";
import { pick, seeded, settled } from "../fakes/random.ts";
import { joined, type Person, Town } from "../fakes/client_world.ts";
import { assertWhole, living, nth } from "./whole_calls.ts";

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
