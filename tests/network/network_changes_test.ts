// One call of two people whose network changes under them, again and again: how long nothing comes.
import assert from "node:assert/strict";
import { tiles } from "../browser/harness/actions.ts";
import type { ChromiumPerson } from "../browser/harness/chromium.ts";
import { everyOrderedPairFlows } from "../browser/harness/media.ts";
import { type Pauses, takePauses, watchPauses } from "../browser/harness/pauses.ts";
import { pause, until } from "../browser/harness/wait.ts";
import { wordsOf } from "../browser/harness/words.ts";
import { crowding } from "../hostile/server_health.ts";
import { coturnMissing } from "../turn/coturn.ts";
import { connect, untilBothFlow } from "./flow.ts";
import { labMissing } from "./ip.ts";
import { Lab, type Link } from "./lab.ts";
import { Town } from "./network_world.ts";

const ignore = (await labMissing() ?? coturnMissing()) !== null;
const CALM_MS = 5_000;
const FROZEN_MS = 12_000;
/** What was under way when a link was cut has been played after this. */
const LAST_WORDS_MS = 400;

let call: { lab: Lab; town: Town; calm: Pauses } | null = null;

/** The call that all tests of this file have; it has found its pace before the first of them. */
async function theCall(): Promise<{ lab: Lab; town: Town; calm: Pauses }> {
  if (call !== null) return call;
  const lab = await Lab.build();
  const town = await Town.open(lab, { relays: ["udp"] });
  await connect(town, "жол");
  const people = Object.values(town.people);
  await watchPauses(people);
  await pause(CALM_MS);
  return call = { lab, town, calm: await takePauses(people) };
}

Deno.test.afterAll(async () => {
  await call?.town[Symbol.asyncDispose]();
  await call?.lab[Symbol.asyncDispose]();
});

/** A network as it was at first, in which the call flows. */
async function restore({ lab, town }: { lab: Lab; town: Town }): Promise<void> {
  await lab.link("first", "up");
  await lab.link("second", "down");
  await everyOrderedPairFlows(Object.values(town.people), { timeout: 60_000 });
}

function beside({ video, audio }: Pauses): string {
  return `(in calm the longest pause of pictures was ${video} ms, of sound ${audio} ms)`;
}

Deno.test({
  name: "network: a new link 0.5 s after the old one died carries the call on",
  ignore,
  fn: async () => {
    const { lab, town, calm } = await theCall();
    const { a, b } = town.people;
    await lab.link("first", "down");
    await pause(500);
    await lab.link("second", "up");
    const ms = await untilBothFlow([a, b]);
    console.log(`sound and picture both ways ${ms} ms after the new link was up ${beside(calm)}`);
    assert.ok(ms <= 1_500 * crowding(), `${ms} ms`);
    await oneFrame(a);
  },
});

Deno.test({
  name: "network: of two links the one in use dies, and the other one carries the call on",
  ignore,
  fn: async () => {
    const { lab, town, calm } = await theCall();
    await lab.link("first", "up");
    await lab.link("second", "up");
    await connect(town, "эки жол"); // only now both links are offered
    const used = await linkInUse(lab);
    const cut = performance.now();
    await lab.link(used, "down");
    await pause(LAST_WORDS_MS);
    await untilBothFlow(Object.values(town.people));
    const ms = Math.round(performance.now() - cut);
    console.log(
      `sound and picture both ways ${ms} ms after the ${used} link died ${beside(calm)}`,
    );
    assert.ok(ms <= 2_000 * crowding(), `${ms} ms`);
  },
});

for (const seconds of [5, 30]) {
  Deno.test({
    name: `network: ${seconds} s without any network, and the same call goes on`,
    ignore,
    fn: async () => {
      const { lab, town, calm } = await theCall();
      await restore({ lab, town });
      const people = Object.values(town.people);
      await lab.link("first", "down");
      await pause(seconds * 1_000);
      await lab.link("first", "up");
      const ms = await untilBothFlow(people);
      console.log(
        `sound and picture both ways ${ms} ms after ${seconds} s without a link ${beside(calm)}`,
      );
      for (const person of people) {
        await until(() => tiles(person), { what: "two tiles", ok: (list) => list.length === 2 });
      }
      await oneFrame(town.people.a);
    },
  });
}

Deno.test({
  name: "network: a tab that was frozen for 12 s is in the same call again at once",
  ignore,
  fn: async () => {
    const { lab, town, calm } = await theCall();
    await restore({ lab, town });
    const { a, b } = town.people;
    const t = await wordsOf(b.locale);
    const inspector = await b.context.newCDPSession(b.page);
    await inspector.send("Page.setWebLifecycleState", { state: "frozen" });
    await pause(FROZEN_MS);
    assert.equal((await tiles(a)).length, 2, "media still arrive: attested, else 14 s");
    await inspector.send("Page.setWebLifecycleState", { state: "active" });
    const active = performance.now();
    await untilBothFlow([a, b]);
    await until(() => b.text(), {
      what: "the way to the server",
      ok: (text) => !text.includes(t("connection.reconnecting")),
      every: 50,
    });
    const ms = Math.round(performance.now() - active);
    console.log(`sound, picture and server ${ms} ms after the tab was awake ${beside(calm)}`);
    await until(() => tiles(b), { what: "two tiles", ok: (list) => list.length === 2 });
    assert.ok(ms <= 2_000 * crowding(), `${ms} ms`);
  },
});

/** In a frame lives a connection made after a change; those of the ones before it are taken away. */
async function oneFrame(person: ChromiumPerson): Promise<void> {
  const count = () => person.evaluate(() => document.querySelectorAll("iframe").length, null);
  await until(count, { what: "a frame for the successor alone", ok: (frames) => frames === 1 });
}

/** Over which of its links a receives most at the moment. */
async function linkInUse(lab: Lab): Promise<Link> {
  const read = () => Promise.all([lab.received("first"), lab.received("second")]);
  const before = await read();
  await pause(1_000); // a second's worth of packets
  const after = await read();
  const [first, second] = after.map((bytes, index) => bytes - (before[index] ?? 0));
  return (first ?? 0) >= (second ?? 0) ? "first" : "second";
}
