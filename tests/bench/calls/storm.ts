// Four people of whom two at a time press, or restart the connection between them, at the same time.
import { turn } from "../../browser/harness/actions.ts";
import type { ChromiumPerson } from "../../browser/harness/chromium.ts";
import { everyOrderedPairFlows, negotiations } from "../../browser/harness/media.ts";
import { until } from "../../browser/harness/wait.ts";
import { pick, seeded } from "../../fakes/random.ts";
import { withGroup } from "./group.ts";

const PEOPLE = 4;
const ROUNDS = 200;
const SEED = 1;
/** Every so many rounds it is waited until all are agreed again. */
const BREATHER = 10;

/** Prints how often both sides offered at once, and whether all is well at the end. */
export function benchStorm(): Promise<void> {
  return withGroup(PEOPLE, async ({ people }) => {
    const random = seeded(SEED);
    const before = await sum(people);
    const begun = performance.now();
    const done = { toggles: 0, restarts: 0 };
    for (let round = 1; round <= ROUNDS; round++) {
      const one = pick(random, people);
      const other = pick(random, people.filter((person) => person !== one));
      const [own, theirs] = await Promise.all([fingerprintOf(one), fingerprintOf(other)]);
      await Promise.all([
        act(one, { random, done, towards: theirs }),
        act(other, { random, done, towards: own }),
      ]);
      if (round % BREATHER === 0) await allStable(people);
    }
    await allStable(people);
    for (const person of people) {
      await turn(person, "mic", true);
      await turn(person, "cam", true);
    }
    await everyOrderedPairFlows(people, { timeout: 60_000 });
    const after = await sum(people);
    console.log(
      `\nStorm: ${ROUNDS} rounds in which two of ${PEOPLE} people act at once ` +
        `(${done.toggles} switches, ${done.restarts} restarts of the connection between them), ` +
        `${Math.round((performance.now() - begun) / 1_000)} s`,
    );
    console.log(
      `- offers ${after.offers - before.offers}, both sides at once and rolled back: ` +
        `${after.rollbacks - before.rollbacks} (before: ${before.rollbacks})`,
    );
    console.log(
      `- connections ${after.connections} (before: ${before.connections}), all stable; ` +
        `all ${PEOPLE * (PEOPLE - 1)} ordered pairs flow`,
    );
    if (after.rollbacks === before.rollbacks) throw new Error("both sides never offered at once");
    for (const { guard } of people) guard.assertClean();
  });
}

interface Acting {
  random: () => number;
  done: { toggles: number; restarts: number };
  /** Whose connection is restarted, by the fingerprint of its other end. */
  towards: string;
}

/** One press or restart; half of all are restarts, so that both ends of a connection often do. */
async function act(
  person: ChromiumPerson,
  { random, done, towards }: Acting,
): Promise<void> {
  const what = pick(random, ["KeyM", "KeyV", "restart", "restart"] as const);
  if (what !== "restart") {
    done.toggles++;
    return await person.press(what);
  }
  done.restarts++;
  await person.evaluate((towards) => {
    for (const { pc } of globalThis.__probe?.connections ?? []) {
      if (pc.remoteDescription?.sdp.includes(towards)) pc.restartIce();
    }
  }, towards);
}

/** What this page's descriptions are known by. */
function fingerprintOf(person: ChromiumPerson): Promise<string> {
  return person.evaluate(() => {
    const [first] = globalThis.__probe?.connections ?? [];
    return /a=fingerprint:(\S+ \S+)/.exec(first?.pc.localDescription?.sdp ?? "")?.[1] ?? "?";
  }, null);
}

async function allStable(people: readonly ChromiumPerson[]): Promise<void> {
  const unstable = (person: ChromiumPerson) =>
    person.evaluate(
      () =>
        (globalThis.__probe?.connections ?? []).filter(({ pc }) =>
          pc.connectionState !== "closed" &&
          (pc.connectionState !== "connected" || pc.signalingState !== "stable")
        ).length,
      null,
    );
  await until(() => Promise.all(people.map(unstable)), {
    what: "every connection stable and connected",
    ok: (counts) => counts.every((count) => count === 0),
    timeout: 60_000,
  });
}

async function sum(people: readonly ChromiumPerson[]) {
  const all = await Promise.all(people.map(negotiations));
  const total = (read: (one: typeof all[number]) => number) =>
    all.reduce((all, one) => all + read(one), 0);
  return {
    offers: total(({ localOffers }) => localOffers),
    rollbacks: total(({ rollbacks }) => rollbacks),
    connections: total(({ connections }) => connections),
  };
}
