// Whose link is the weak one: shaped calls, and what each page then says of whom.
import assert from "node:assert/strict";
import type { PageReport } from "@/call/transport/path_report.ts";
import { shownAfter, type World } from "./shaped_world.ts";

/** By page: what it shows beside whom; everybody else has nothing. */
type Expected = Readonly<Record<string, Readonly<Record<string, string>>>>;

interface Case {
  name: string;
  world: World;
  shows: Expected;
}

const FOUR = ["a", "b", "c", "d"];
const THREE = ["a", "b", "c"];
const TWO = ["a", "b"];
const NARROW = { loss: 0.15, queue: 300, jitter: 60 };

const CASES: readonly Case[] = [
  {
    name: "four people, one narrow uplink",
    world: { people: FOUR, up: { b: NARROW } },
    shows: {
      a: { b: "their.uplink" },
      d: { b: "their.uplink" },
      b: { b: "own.uplink", a: "own.uplink", c: "own.uplink", d: "own.uplink" },
    },
  },
  {
    name: "three people, one narrow uplink",
    world: { people: THREE, up: { b: NARROW } },
    shows: { a: { b: "their.uplink" }, b: { b: "own.uplink", a: "own.uplink", c: "own.uplink" } },
  },
  {
    name: "a narrow downlink",
    world: { people: FOUR, down: { a: NARROW } },
    shows: {
      a: { a: "own.downlink", b: "own.downlink", c: "own.downlink", d: "own.downlink" },
      b: { a: "their.downlink" },
    },
  },
  {
    name: "an uplink that loses without a queue",
    world: { people: FOUR, up: { c: { loss: 0.1 } } },
    shows: { a: { c: "their.uplink" } },
  },
  {
    name: "Wi-Fi that delays packets unevenly on the way up",
    world: { people: FOUR, up: { b: { jitter: 90 } } },
    shows: { a: { b: "their.uplink" }, c: { b: "their.uplink" } },
  },
  {
    name: "Wi-Fi that loses both ways",
    world: { people: FOUR, up: { b: { loss: 0.1 } }, down: { b: { loss: 0.1 } } },
    shows: { a: { b: "their.network" } },
  },
  {
    name: "a line with a long delay and nothing else",
    world: { people: FOUR, up: { b: { queue: 350 } }, down: { b: { queue: 350 } } },
    shows: { a: { b: "their.network" }, c: { b: "their.network" } },
  },
  {
    name: "somebody's computer does not keep up",
    world: { people: FOUR, strained: ["b"], up: { b: { jitter: 80 } } },
    shows: { a: { b: "their.cpu" }, b: { a: "own.cpu", b: "own.cpu", c: "own.cpu", d: "own.cpu" } },
  },
  {
    name: "a computer that is spared already, with good lines",
    world: { people: THREE, strained: ["a"] },
    shows: { a: { a: "own.cpu" }, b: { a: "their.cpu" } },
  },
  {
    name: "a TURN server that two of four use",
    world: { people: FOUR, relayed: ["a b"], relay: { loss: 0.15, queue: 200 } },
    shows: { a: { b: "relay" }, b: { a: "relay" }, c: {} },
  },
  {
    name: "a TURN server that a call of two uses, whose own lines are good",
    world: { people: TWO, relayed: ["a b"], relay: { loss: 0.15, queue: 200 } },
    shows: { a: { b: "relay" } },
  },
  {
    name: "a TURN server that is good, and an uplink that is not",
    world: { people: FOUR, relayed: ["a b"], up: { b: NARROW } },
    shows: { a: { b: "their.uplink" }, c: { b: "their.uplink" } },
  },
  {
    name: "one path between two",
    world: { people: FOUR, between: { "a b": { loss: 0.2 } } },
    shows: { a: { b: "path" }, b: { a: "path" }, c: {} },
  },
  {
    name: "only the way to the server",
    world: { people: THREE, server: 900 },
    shows: { a: { a: "server" } },
  },
  {
    name: "an SFU that is poor for everybody",
    world: { people: THREE, forwarded: { a: true, b: true, c: true } },
    shows: { a: { a: "server" } },
  },
  {
    name: "two people: the other one's uplink",
    world: { people: TWO, up: { b: NARROW } },
    shows: { a: { b: "their.uplink" }, b: { a: "own.uplink", b: "own.uplink" } },
  },
  {
    name: "two people: the own downlink",
    world: { people: TWO, down: { a: NARROW } },
    shows: { a: { a: "own.downlink", b: "own.downlink" }, b: { a: "their.downlink" } },
  },
  {
    name: "two people, and nothing that tells them apart",
    world: { people: TWO, between: { "a b": { loss: 0.2 } } },
    shows: { a: { b: "path" } },
  },
  {
    name: "two causes at once: an uplink and another one's downlink",
    world: { people: FOUR, up: { b: NARROW }, down: { c: NARROW } },
    shows: {
      a: { b: "their.uplink", c: "their.downlink" },
      d: { b: "their.uplink", c: "their.downlink" },
    },
  },
  {
    name: "two causes at once: a computer and another one's uplink",
    world: { people: FOUR, strained: ["d"], up: { b: NARROW } },
    shows: { a: { b: "their.uplink", d: "their.cpu" } },
  },
  {
    name: "two causes at once: the own uplink and a narrow one of somebody else",
    world: { people: FOUR, up: { a: NARROW, b: NARROW } },
    shows: { a: { a: "own.uplink", b: "their.uplink", c: "own.uplink", d: "own.uplink" } },
  },
  {
    name: "two causes at one person: a strained computer and an uplink that loses",
    world: { people: FOUR, strained: ["b"], up: { b: NARROW } },
    shows: { a: { b: "their.uplink" } },
  },
  {
    name: "clocks that are hours apart",
    world: { people: FOUR, up: { b: NARROW }, clocks: { b: -7_200_000, c: 86_400_000, d: 1e12 } },
    shows: { a: { b: "their.uplink" } },
  },
  {
    name: "a page that reports nothing",
    world: { people: FOUR, up: { b: NARROW }, silent: ["c"] },
    shows: { a: { b: "their.uplink" } },
  },
  {
    name: "the one with the narrow uplink is an older page",
    world: { people: FOUR, up: { b: NARROW }, silent: ["b"] },
    shows: { a: { b: "their.uplink" } },
  },
  {
    name: "a good call",
    world: { people: FOUR, relayed: ["a c"] },
    shows: { a: {}, b: {}, c: {} },
  },
  {
    name: "nobody else",
    world: { people: ["a"] },
    shows: { a: {} },
  },
];

for (const { name, world, shows } of CASES) {
  Deno.test(`shaped: ${name}`, () => {
    for (const [self, expected] of Object.entries(shows)) {
      assert.deepEqual(Object.fromEntries(shownAfter(world, self, 10_000)), expected, `at ${self}`);
    }
  });
}

/** Says that nothing from anybody arrives, whatever is true. */
function slander(of: readonly string[]) {
  return (honest: PageReport): PageReport => ({
    ...honest,
    paths: honest.paths.map((path) =>
      of.includes(path.id) ? { ...path, loss: 1, missed: 1, rise: 60_000, trip: 60_000 } : path
    ),
  });
}

Deno.test("a page that lies about somebody else's line makes nobody believe it", () => {
  for (const people of [THREE, FOUR]) {
    const world: World = { people, lies: { c: slander(["b"]) } };
    assert.equal(shownAfter(world, "a", 10_000).get("b"), undefined, `${people}`);
  }
});

Deno.test("a page that lies about everybody is the one that stands there with a bad line", () => {
  const shown = shownAfter({ people: FOUR, lies: { c: slander(["a", "b", "d"]) } }, "a", 10_000);
  assert.deepEqual([...shown.keys()], ["c"]);
});

Deno.test("reports about people who are not there, and about oneself, change nothing", () => {
  const invent = (honest: PageReport): PageReport => ({
    ...honest,
    paths: [
      ...honest.paths,
      ...["c", "x"].map((id) => ({
        ...{ id, loss: 1, missed: 1, jitter: 500, trip: 5_000, rise: 5_000 },
        ...{ relay: false, narrow: true },
      })),
    ],
  });
  const shown = shownAfter({ people: FOUR, lies: { c: invent } }, "a", 10_000);
  assert.equal(shown.get("b"), undefined);
  assert.equal(shown.get("d"), undefined);
  assert.equal(shown.get("a"), undefined);
});
