// A server that is killed and started again in the middle of a call: nobody may notice, nothing is lost.
import assert from "node:assert/strict";
import type { ChatLine } from "@/protocol/shapes.ts";
import { pick, seeded, settled } from "../fakes/random.ts";
import { type Person, Town } from "../fakes/client_world.ts";

async function gathered(town: Town, names: readonly string[]): Promise<Person[]> {
  const people: Person[] = [];
  for (const name of names) {
    const person = town.open("room1");
    await settled();
    person.call.membership.join(name);
    await settled();
    people.push(person);
  }
  return people;
}

const linesOf = ({ call }: Person): readonly ChatLine[] => call.chat.lines.value;
const textsOf = (person: Person): string[] =>
  linesOf(person).flatMap((line) => line.kind === "text" ? [line.text] : []);

Deno.test("a restart renegotiates nothing: same people, same ids, same order, same chat", async () => {
  const town = new Town();
  const people = await gathered(town, ["Асан", "Гүлнар", "Бектур"]);
  people.forEach(({ call }, n) => call.chat.send(`билдирүү ${n}`));
  await settled();
  const before = people.map(({ call }) => ({
    self: call.membership.self.value,
    members: call.membership.members.value,
    lines: call.chat.lines.value,
  }));
  for (let round = 0; round < 3; round++) {
    town.restart();
    await settled();
    for (const person of people) person.setOnline(true);
    await settled();
  }
  people.forEach(({ call, peers, errors }, n) => {
    const { membership: room, chat } = call;
    assert.equal(room.self.value, before[n]?.self);
    assert.deepEqual(room.members.value, before[n]?.members);
    assert.deepEqual(chat.lines.value, before[n]?.lines);
    assert.equal(peers.length, 2, "no connection was made anew");
    assert.ok(peers.every(({ descriptions }) => descriptions === 2), "none was renegotiated");
    assert.deepEqual(errors, []);
  });
  const [late] = await gathered(town, ["Жамила"]);
  assert.ok(late);
  assert.deepEqual(textsOf(late), textsOf(people[0]!), "history outlives the restarts");
});

Deno.test("a message typed while the server is gone survives a reload of its page", async () => {
  const town = new Town();
  const [asan, gulnar] = await gathered(town, ["Асан", "Гүлнар"]);
  assert.ok(asan && gulnar);
  asan.setOnline(false);
  asan.call.chat.send("бир");
  asan.call.chat.send("эки");
  await settled();
  asan.close();
  const again = town.open("room1", { store: asan.store });
  await settled();
  assert.deepEqual(textsOf(gulnar), ["бир", "эки"]);
  assert.deepEqual(textsOf(again), ["бир", "эки"]);
  again.close();
  const third = town.open("room1", { store: asan.store });
  await settled();
  assert.deepEqual(textsOf(third), ["бир", "эки"], "and is sent once");
});

Deno.test("what was typed in an earlier visit is not said in a later one", async () => {
  const town = new Town();
  const [asan, gulnar] = await gathered(town, ["Асан", "Гүлнар"]);
  assert.ok(asan && gulnar);
  asan.setOnline(false);
  asan.call.chat.send("кеч");
  asan.call.membership.leave();
  const again = town.open("room1", { store: asan.store });
  await settled();
  again.call.membership.join("Асан");
  await settled();
  assert.deepEqual(textsOf(gulnar), []);
});

Deno.test("a refused message does not let the next one overtake it", async () => {
  const town = new Town();
  const [asan, gulnar] = await gathered(town, ["Асан", "Гүлнар"]);
  assert.ok(asan && gulnar);
  let refusals = 3;
  asan.refuse = (event) => event === "chat:send" && refusals-- > 0 ? "too-fast" : null;
  for (const text of ["1", "2", "3"]) asan.call.chat.send(text);
  for (let second = 0; second < 6; second++) {
    await settled();
    town.clock.advance(1_000);
  }
  await settled();
  assert.deepEqual(textsOf(gulnar), ["1", "2", "3"]);
});

Deno.test("over any number of kills no message is lost, doubled or out of order", async () => {
  const met = { underWay: 0, handedOver: 0 };
  for (let seed = 1; seed <= 5; seed++) {
    const random = seeded(seed);
    const town = new Town();
    const people = await gathered(town, ["a", "b", "c", "d"]);
    const said: string[] = [];
    for (const person of people) {
      person.refuse = (event) => (met.handedOver += event === "chat:restore" ? 1 : 0, null);
    }
    for (let kill = 0; kill < 20; kill++) {
      for (let n = 0; n < 8; n++) {
        const person = pick(random, people);
        const text = `${people.indexOf(person)}.${said.length}`;
        said.push(text);
        person.call.chat.send(text);
        const turns = Math.floor(random() * 4); // some have been heard by all, some by a few
        for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      }
      for (const { call } of people) met.underWay += call.chat.pending.value.length;
      town.restart();
      if (random() < 0.5) await settled();
      for (const person of people.toSorted(() => random() - 0.5)) {
        person.setOnline(true);
        if (random() < 0.5) await settled();
      }
      town.clock.advance(Math.floor(random() * 3_000));
    }
    for (let second = 0; second < 30; second++) {
      await settled();
      town.clock.advance(1_000);
    }
    await settled();
    for (const person of people) {
      assert.deepEqual(person.errors, []);
      assert.deepEqual(
        textsOf(person).toSorted(),
        said.toSorted(),
        `lost or doubled: seed ${seed}`,
      );
      assert.deepEqual(textsOf(person), textsOf(people[0]!), `another order: seed ${seed}`);
      assert.equal(person.call.chat.pending.value.length, 0);
      for (const who of ["0.", "1.", "2.", "3."]) {
        const own = (texts: string[]) => texts.filter((text) => text.startsWith(who));
        assert.deepEqual(own(textsOf(person)), own(said), `order of one's own: seed ${seed}`);
      }
    }
  }
  assert.ok(met.underWay > 50, `${met.underWay} messages were under way when a server died`);
  assert.ok(met.handedOver > 50, `${met.handedOver} times lines were handed over`);
});
