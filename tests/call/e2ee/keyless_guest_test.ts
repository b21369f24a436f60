// Who comes without the room's key, or with another one: both sides are told at once, and nobody waits.
import assert from "node:assert/strict";
import { statusOf } from "@/components/stage/tile_text.ts";
import { settled, until } from "../../fakes/random.ts";
import { type Person, Town } from "../../fakes/client_world.ts";

const KEY = "2bWq7C0yJm5kq3d9ZxT1Aw";
const OTHER = "9xTq7C0yJm5kq3d9ZxT2Bc";

async function enter(town: Town, name: string, fragment: string): Promise<Person> {
  const person = town.open("room1", { fragment, paths: true });
  await settled();
  person.call.membership.join(name);
  await settled();
  return person;
}

const verifications = ({ call }: Person) => [...call.connections.verifications.value.values()];
const links = ({ call }: Person) => [...call.connections.states.value.values()];
const statuses = ({ call }: Person) =>
  call.layout.tiles.value.flatMap((tile) =>
    tile.self ? [] : [statusOf(tile, ((key: string) => key) as never)]
  );

Deno.test("a guest without the key and everybody else know it at once, whoever offers, with no clock", async () => {
  for (const guestFirst of [true, false]) {
    for (let others = 1; others <= 3; others++) {
      const town = new Town();
      const early = guestFirst ? [await enter(town, "Гүлнар", "")] : [];
      const keyed: Person[] = [];
      for (let n = 0; n < others; n++) keyed.push(await enter(town, `Асан ${n}`, `#k=${KEY}`));
      const guest = early[0] ?? await enter(town, "Гүлнар", "");
      await until(() => verifications(guest).length === others);
      await until(() => keyed.every((person) => verifications(person).includes("unproven")));
      assert.ok(verifications(guest).every((verification) => verification === "keyed"));
      await until(() => links(guest).every((link) => link === "refused"));
      for (const person of keyed) {
        await until(() => statuses(person).includes("tile.noKey"));
        assert.equal(person.call.encryption.status.value, "unverified");
      }
      assert.equal(guest.call.encryption.status.value, "unverified");
    }
  }
});

Deno.test("two keys: both sides read that the connection is not what it should be", async () => {
  const town = new Town();
  const asan = await enter(town, "Асан", `#k=${KEY}`);
  const gulnar = await enter(town, "Гүлнар", `#k=${OTHER}`);
  await until(() => [asan, gulnar].every((person) => verifications(person).includes("forged")));
  await until(() => [asan, gulnar].every((person) => links(person).join() === "refused"));
});

Deno.test("one stranger with a key of their own takes nothing from people who have none", async () => {
  const town = new Town();
  const people = [await enter(town, "Асан", ""), await enter(town, "Гүлнар", "")];
  const stranger = await enter(town, "Бөтөн", `#k=${KEY}`);
  await until(() => people.every((person) => verifications(person).length === 2));
  assert.ok(people.every(({ call }) => !call.encryption.lacksKey.value));
  stranger.call.membership.leave();
  await settled();
  const keyed = [await enter(town, "Бектур", `#k=${KEY}`), await enter(town, "Нур", `#k=${KEY}`)];
  await until(() => people.every((person) => verifications(person).length === 3));
  assert.ok(people.every(({ call }) => call.encryption.lacksKey.value), "now most have one");
  assert.ok(keyed.every(({ call }) => !call.encryption.lacksKey.value));
});
