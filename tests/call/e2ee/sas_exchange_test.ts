// The words: bound before they are shown, the same for honest pages, and nobody can choose them.
import assert from "node:assert/strict";
import { SasExchange } from "@/call/e2ee/sas_exchange.ts";
import { sasBits } from "@/call/e2ee/short_auth_string.ts";
import { phraseWords } from "@/call/e2ee/sas_words.ts";
import { WORD_LISTS } from "@/components/encryption/word_lists.ts";
import { LOCALES } from "@/i18n/locales.ts";
import type { PeerMessages } from "@/call/transport/data_messages.ts";
import { fakeClock } from "../../fakes/ports.ts";
import { settled, until } from "../../fakes/random.ts";
import { type Person, Town } from "../../fakes/client_world.ts";

type Part = PeerMessages["words"];

const secrets = {
  subtle: crypto.subtle,
  random: (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes)),
};

/** One page, and everything that it told. */
function page(self: string) {
  const told: { id: string; part: Part }[] = [];
  const exchange = new SasExchange({
    room: "room1",
    secrets,
    clock: fakeClock(),
    self: () => self,
    tell: (id, part) => told.push({ id, part }),
    onChange: () => {},
  });
  return { exchange, told };
}

async function threeWithoutKey(town: Town): Promise<Person[]> {
  const people: Person[] = [];
  for (const name of ["Асан", "Гүлнар", "Бектур"]) {
    const person = town.open("room1", { paths: true });
    await settled();
    person.call.membership.join(name);
    await settled();
    people.push(person);
  }
  await until(() => people.every(({ call }) => call.encryption.complete.value));
  return people;
}

Deno.test("a page shows its number to nobody before everybody is bound to one", async () => {
  const { exchange, told } = page("a");
  exchange.update(["b", "c"], "1");
  await until(() => told.length === 2);
  assert.ok(told.every(({ part }) => part.random === undefined));
  exchange.hear("b", { round: 1, commit: "x".repeat(43) });
  await settled();
  assert.ok(told.every(({ part }) => part.random === undefined), "c is not bound yet");
  exchange.hear("c", { round: 1, commit: "y".repeat(43) });
  await until(() => told.some(({ part }) => part.random !== undefined));
});

Deno.test("who commits anew after the numbers were shown gets to know another number, never this one", async () => {
  const { exchange, told } = page("a");
  exchange.update(["m"], "1");
  await until(() => told.length > 0);
  exchange.hear("m", { round: 1, commit: "x".repeat(43) });
  await until(() => told.some(({ part }) => part.random !== undefined));
  const shown = told.find(({ part }) => part.random !== undefined)?.part.random;
  exchange.hear("m", { round: 1, commit: "z".repeat(43) });
  await until(() => told.some(({ part }) => part.round === 2));
  const second = told.filter(({ part }) => part.round === 2);
  assert.ok(second.every(({ part }) => part.random === undefined));
  assert.equal(exchange.numbers, null);
  exchange.hear("m", { round: 2, commit: "z".repeat(43) });
  await until(() => told.some(({ part }) => part.round === 2 && part.random !== undefined));
  const again = told.find(({ part }) => part.round === 2 && part.random !== undefined)?.part.random;
  assert.notEqual(again, shown);
});

Deno.test("a number that is not the one that was committed to does not count", async () => {
  const { exchange, told } = page("a");
  exchange.update(["m"], "1");
  await until(() => told.length > 0);
  exchange.hear("m", { round: 1, commit: "x".repeat(43), random: "chosen" });
  for (let turn = 0; turn < 20; turn++) await new Promise((done) => setImmediate(done));
  assert.equal(exchange.numbers, null);
});

Deno.test("nobody can make a page go round without end", async () => {
  const { exchange, told } = page("a");
  exchange.update(["m"], "1");
  let followed = 1;
  for (let round = 2; round < 300; round++) {
    exchange.hear("m", { round, commit: "x".repeat(43) });
    const isIn = () => told.some(({ part }) => part.round === round && part.random !== undefined);
    for (let turn = 0; turn < 100 && !isIn(); turn++) await new Promise((go) => setImmediate(go));
    if (isIn()) followed = round;
  }
  assert.ok(followed > 10, `it follows for a while: ${followed} rounds`);
  assert.ok(told.length < 100, `${told.length} messages`);
});

Deno.test("200 times three honest pages that come, go and talk over each other read the same", async () => {
  for (let time = 0; time < 200; time++) {
    const all = new Map(["a", "b", "c"].map((id) => [id, page(id)]));
    const ids = [...all.keys()];
    const join = (present: readonly string[], pages: string) => {
      for (const id of present) {
        all.get(id)?.exchange.update(present.filter((other) => other !== id), pages);
      }
    };
    const deliver = async (until: () => boolean) => {
      for (let turn = 0; turn < 5_000 && !until(); turn++) {
        for (const [from, { told }] of all) {
          for (const { id, part } of told.splice(0)) all.get(id)?.exchange.hear(from, part);
        }
        await new Promise((done) => setImmediate(done));
      }
    };
    join(ids.slice(0, 2), "1");
    const complete = (present: readonly string[]) => () =>
      present.every((id) => all.get(id)?.exchange.numbers?.size === present.length);
    if (time % 2 === 0) await deliver(complete(ids.slice(0, 2)));
    join(ids, "2");
    await deliver(complete(ids));
    const read = await Promise.all(ids.map(async (id) => {
      const numbers = all.get(id)?.exchange.numbers;
      assert.ok(numbers, `time ${time}: ${id}`);
      const pages = ids.map((one) => [one, "AA:BB", numbers.get(one) ?? ""] as const);
      return String(await sasBits({ room: "room1", pages, subtle: crypto.subtle }));
    }));
    assert.equal(new Set(read).size, 1, `time ${time}`);
  }
});

Deno.test("48 bits are four pairs of words, each of 64 that differ, in every language", () => {
  for (const locale of LOCALES) {
    const { first, second } = WORD_LISTS[locale];
    for (const list of [first, second]) {
      assert.equal(new Set(list).size, 64, locale);
      assert.ok(list.every((word) => /^\p{L}{2,12}$/u.test(word)), locale);
    }
    const words = new Set<string>();
    for (let bit = 0; bit < 48; bit++) {
      const bits = new Uint8Array(6);
      bits[bit >> 3] = 1 << (bit & 7);
      words.add(phraseWords(bits, { first, second }).join());
    }
    assert.equal(words.size, 48, "every bit shows");
  }
});

Deno.test("compared once, the words hold until a key is another; then the stage says so", async () => {
  const town = new Town();
  const people = await threeWithoutKey(town);
  const [asan] = people;
  assert.ok(asan);
  const { encryption } = asan.call;
  assert.equal(encryption.status.value, "phrase");
  assert.equal(encryption.changed.value, false, "nobody is told before they compared");
  const phrase = await encryption.shortAuthString();
  assert.ok(phrase);
  encryption.confirm(phrase);
  assert.equal(encryption.status.value, "compared");
  people[2]?.call.membership.leave();
  await settled();
  assert.equal(encryption.status.value, "compared", "who goes changes nothing");
  const newcomer = town.open("room1", { paths: true });
  await settled();
  newcomer.call.membership.join("Нур");
  await settled();
  await until(() => encryption.complete.value && encryption.status.value === "phrase");
  assert.equal(encryption.changed.value, true);
  asan.call.membership.leave();
  await settled();
  assert.equal(encryption.changed.value, false);
});

Deno.test("words that were read confirm the keys they were made of, not those of who came meanwhile", async () => {
  const town = new Town();
  const [asan] = await threeWithoutKey(town);
  assert.ok(asan);
  const { encryption } = asan.call;
  const read = await encryption.shortAuthString();
  assert.ok(read);
  const newcomer = town.open("room1", { paths: true });
  await settled();
  newcomer.call.membership.join("Нур");
  await settled();
  await until(() => encryption.complete.value && encryption.status.value === "phrase");
  encryption.confirm(read);
  assert.deepEqual([encryption.status.value, encryption.changed.value], ["phrase", true]);
  const now = await encryption.shortAuthString();
  assert.ok(now);
  encryption.confirm({ ...now, complete: false });
  assert.equal(encryption.status.value, "phrase", "without all pages they prove nothing");
  encryption.confirm(now);
  assert.equal(encryption.status.value, "compared");
});
