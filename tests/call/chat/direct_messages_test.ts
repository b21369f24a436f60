// Chat without the server: over the connections between the pages, merged when the server is back.
import assert from "node:assert/strict";
import { pick, seeded, settled } from "../../fakes/random.ts";
import { type Person, Town } from "../../fakes/client_world.ts";

async function gathered(town: Town, names: readonly string[]): Promise<Person[]> {
  const people: Person[] = [];
  for (const name of names) {
    const person = town.open("room1", { paths: true });
    await settled();
    person.call.membership.join(name);
    await settled();
    people.push(person);
  }
  return people;
}

const textsOf = ({ call }: Person): string[] =>
  call.chat.lines.value.flatMap((line) => line.kind === "text" ? [line.text] : []);

function three(people: readonly Person[]): [Person, Person, Person] {
  const [a, b, c] = people;
  assert.ok(a && b && c);
  return [a, b, c];
}

Deno.test("the channel costs no second negotiation", async () => {
  const people = await gathered(new Town(), ["Асан", "Гүлнар", "Бектур"]);
  for (const { peers } of people) {
    assert.ok(peers.every(({ channel }) => channel?.readyState === "open"));
    assert.ok(peers.every(({ descriptions }) => descriptions === 2));
  }
});

Deno.test("while the server is gone people read each other, and nothing is doubled afterwards", async () => {
  const town = new Town();
  const people = await gathered(town, ["Асан", "Гүлнар", "Бектур"]);
  const [asan, gulnar, bektur] = three(people);
  asan.call.chat.send("мурун");
  await settled();
  town.restart();
  await settled();
  asan.call.chat.send("бир");
  await settled();
  gulnar.call.chat.send("эки");
  await settled();
  assert.deepEqual(textsOf(bektur), ["мурун", "бир", "эки"]);
  assert.deepEqual(textsOf(gulnar), ["мурун", "бир"], "one's own waits for its place");
  assert.equal(bektur.call.chat.unread.value, 3);
  assert.equal(
    bektur.call.chat.lines.value.at(-1)?.from.name,
    "Гүлнар",
    "the connection says who it was",
  );
  for (const person of people) person.setOnline(true);
  await settled();
  for (const person of people) {
    assert.deepEqual(textsOf(person).toSorted(), ["бир", "мурун", "эки"]);
    assert.deepEqual(textsOf(person), textsOf(asan), "one order for all");
    assert.equal(person.call.chat.pending.value.length, 0);
    assert.ok(person.call.chat.lines.value.every(({ mark }) => mark !== undefined));
  }
  assert.equal(bektur.call.chat.unread.value, 3, "read once is counted once");
});

Deno.test("whom alone the server does not reach reads the others, and is read", async () => {
  const town = new Town();
  const people = await gathered(town, ["Асан", "Гүлнар", "Бектур"]);
  const [asan, gulnar, bektur] = three(people);
  asan.setOnline(false);
  await settled();
  gulnar.call.chat.send("уктуңбу?");
  asan.call.chat.send("угуп жатам");
  await settled();
  assert.deepEqual(textsOf(asan), ["уктуңбу?"]);
  assert.deepEqual(textsOf(bektur), ["уктуңбу?", "угуп жатам"]);
  asan.setOnline(true);
  await settled();
  for (const person of people) assert.deepEqual(textsOf(person), ["уктуңбу?", "угуп жатам"]);
});

Deno.test("what was under way when the server was lost is told at once", async () => {
  const town = new Town();
  const people = await gathered(town, ["Асан", "Гүлнар", "Бектур"]);
  const [asan, gulnar] = three(people);
  asan.call.chat.send("жолдо");
  town.restart();
  await settled();
  assert.deepEqual(textsOf(gulnar), ["жолдо"]);
});

Deno.test("a path that comes back while the server is gone brings what was missed", async () => {
  const town = new Town();
  const people = await gathered(town, ["Асан", "Гүлнар", "Бектур"]);
  const [asan, gulnar] = three(people);
  town.restart();
  const channels = asan.peers.map(({ channel }) => channel);
  for (const channel of channels) if (channel) channel.readyState = "connecting";
  await settled();
  asan.call.chat.send("кечигип");
  await settled();
  assert.deepEqual(textsOf(gulnar), []);
  for (const channel of channels) channel?.open();
  await settled();
  assert.deepEqual(textsOf(gulnar), ["кечигип"]);
});

Deno.test("servers die and return at random: all have read all, in one order, once", async () => {
  const met = { direct: 0 };
  for (let seed = 1; seed <= 6; seed++) {
    const random = seeded(seed);
    const town = new Town();
    const people = await gathered(town, ["a", "b", "c"]);
    const said: string[] = [];
    for (let step = 0; step < 120; step++) {
      const chance = random();
      if (chance < 0.1) town.restart();
      else if (chance < 0.3) pick(random, people).setOnline(random() < 0.7);
      else {
        const text = `${said.length}`;
        said.push(text);
        pick(random, people).call.chat.send(text);
      }
      for (let turn = random() * 20; turn > 0; turn--) await Promise.resolve();
      for (const { call } of people) {
        met.direct += call.chat.lines.value.filter(({ mark }) => mark === undefined).length;
      }
    }
    for (const person of people) person.setOnline(true);
    for (let second = 0; second < 20; second++) {
      await settled();
      town.clock.advance(1_000);
    }
    for (const person of people) {
      assert.deepEqual(textsOf(person).toSorted(), said.toSorted(), `seed ${seed}`);
      assert.deepEqual(textsOf(person), textsOf(people[0] ?? person), `seed ${seed}`);
      assert.deepEqual(person.errors, []);
    }
  }
  assert.ok(met.direct > 100, `${met.direct} lines were read before they had a place`);
});
