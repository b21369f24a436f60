// A room grows past a mesh and shrinks again, and its SFU dies, with a real Janus.
import assert from "node:assert/strict";
import { awake, fillName, join, leave, tiles, turn } from "../browser/harness/actions.ts";
import type { ChromiumPerson } from "../browser/harness/chromium.ts";
import { until } from "../browser/harness/wait.ts";
import { wordsOf } from "../browser/harness/words.ts";
import { crowding } from "../hostile/server_health.ts";
import { coturnMissing } from "../turn/coturn.ts";
import { labMissing } from "./ip.ts";
import { janusMissing } from "./janus.ts";
import { Lab } from "./lab.ts";
import { Town } from "./network_world.ts";
import { takeNoticed, watchSwitches } from "./switch_watch.ts";
import { untilAllCome } from "./ways.ts";

const missing = await labMissing() ?? coturnMissing() ?? janusMissing();
if (missing !== null) console.log(`network tests with Janus are left out: ${missing}`);

/** A room's key, as links have it. */
const KEY = "#k=abcdefghijklmnopqrstuvwxyz";
const VOICE_MS = 300;
const PICTURE_MS = 1_000;
const DEATH_MS = 2_000;

/** The third one is silent, so that one voice is heard at the others'. */
const THIRD = { name: "Бектур", lightDevices: true, settings: { joinMuted: true } };

async function enter(person: ChromiumPerson, path: string): Promise<void> {
  const t = await wordsOf(person.locale);
  await person.goto(path);
  await until(() => person.sees("button", t("lobby.join")), { what: `${person.name}'s lobby` });
  await awake(person);
  await fillName(person);
  await turn(person, "cam", true);
  await join(person);
}

/** What the head of the call says of its encryption. */
async function untilBadge(
  people: readonly ChromiumPerson[],
  level: "proven" | "forwarded" | "phrase",
): Promise<void> {
  for (const person of people) {
    const word = (await wordsOf(person.locale))(`safety.badge.${level}`);
    await until(() => person.text(), { what: word, ok: (text) => text.includes(word) });
  }
}

Deno.test({
  name: "network: 2 → 3 → 2 people in a room with a key: mesh, SFU, mesh; nobody misses a word",
  ignore: missing !== null,
  fn: async () => {
    await using lab = await Lab.build();
    await using town = await Town.open(lab, { meshMax: 2 });
    const { a, b } = town.people;
    const c = await town.newPerson("b", THIRD);
    for (const person of [a, b]) await enter(person, `/r/big${KEY}`);
    await untilAllCome("mesh", [a, b]);
    await watchSwitches([a, b]);
    await takeNoticed([a, b]);
    await enter(c, `/r/big${KEY}`);
    const there = await untilAllCome("sfu", [a, b, c]);
    const grown = await takeNoticed([a, b]);
    console.log(`to the SFU within ${there} ms:`, JSON.stringify(grown));
    for (const person of [a, b, c]) {
      await until(() => tiles(person), { what: "three tiles", ok: ({ length }) => length === 3 });
    }
    await untilBadge([a, b, c], "proven");
    await takeNoticed([a, b]);
    await leave(c);
    const back = await untilAllCome("mesh", [a, b]);
    const shrunk = await takeNoticed([a, b]);
    console.log(`to the mesh within ${back} ms:`, JSON.stringify(shrunk));
    for (const { voice, picture, tiles, voices } of [grown, shrunk]) {
      assert.ok(voice <= VOICE_MS * crowding(), `voice: ${voice} ms`);
      assert.ok(picture <= PICTURE_MS * crowding(), `picture: ${picture} ms`);
      assert.deepEqual([tiles, voices], [1, 1], "nobody twice");
    }
  },
});

Deno.test({
  name: "network: Janus dies in a call of three, and comes again: sound and pictures go on",
  ignore: missing !== null,
  fn: async () => {
    await using lab = await Lab.build();
    await using town = await Town.open(lab, { meshMax: 2 });
    const { a, b } = town.people;
    const c = await town.newPerson("b", THIRD);
    const people = [a, b, c];
    for (const person of people) await enter(person, "/r/big");
    await untilAllCome("sfu", people);
    await untilBadge(people, "forwarded");
    await watchSwitches([a, b]);
    await takeNoticed([a, b]);
    await town.janus?.kill();
    await untilAllCome("mesh", people);
    const died = await takeNoticed([a, b]);
    console.log("Janus killed:", JSON.stringify(died));
    await untilBadge(people, "phrase");
    assert.ok(Math.max(died.voice, died.picture) <= DEATH_MS * crowding(), JSON.stringify(died));
    await takeNoticed([a, b]);
    await town.janus?.restart();
    const again = await untilAllCome("sfu", people);
    console.log(`Janus there again for ${again} ms:`, JSON.stringify(await takeNoticed([a, b])));
  },
});
