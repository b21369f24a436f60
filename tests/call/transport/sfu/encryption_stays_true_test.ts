// Whole calls in a room that uses an SFU: what goes there, and what people read about it.
import assert from "node:assert/strict";
import { settled, until } from "../../../fakes/random.ts";
import { type Person, Town } from "../../../fakes/client_world.ts";
import { FakeRouter } from "../../../fakes/router.ts";

const KEY = "#k=2bWq7C0yJm5kq3d9ZxT1Aw";

/** Three people in a room, which is one too many for a mesh. */
async function three(fragment: string) {
  const router = new FakeRouter();
  const town = new Town({}, router);
  const people: Person[] = [];
  for (const name of ["Асан", "Гүлнар", "Бектур"]) {
    const person = town.open("room1", { fragment, paths: true });
    await settled();
    person.call.membership.join(name);
    await settled();
    people.push(person);
  }
  await until(() => router.rooms.length === 1);
  assert.ok(await import("@/call/transport/sfu/mod.ts"), "as the pages fetch it");
  const published = () =>
    new Set(router.rooms[0]?.calls.filter((call) => call.startsWith("publish"))).size;
  const read = (level: string, whose = people) =>
    whose.every(({ call }) => call.encryption.status.value === level);
  /** Lets time pass, as pages see it, until this is so. */
  const soon = (done: () => boolean) =>
    until(() => {
      town.clock.advance(50);
      return done();
    });
  return { people, published, read, soon };
}

Deno.test("in a room without a key everybody publishes, and reads that the call goes through a server", async () => {
  const { people, published, read, soon } = await three("");
  await soon(() => published() === 3 && read("forwarded"));
  people[2]?.call.membership.leave();
  await soon(() => read("phrase", people.slice(0, 2))); // nothing goes there any more
});

Deno.test("in a room with a key a browser that cannot encrypt for an SFU sends it nothing", async () => {
  const { published, read, soon } = await three(KEY);
  await soon(() => read("proven"));
  for (let moment = 0; moment < 40; moment++) {
    await soon(() => true);
    assert.deepEqual([published(), read("proven")], [0, true]);
  }
});
