// A server that forgot everything goes on from what members kept, and from nothing else.
import assert from "node:assert/strict";
import type { ChatLine, Joined, RoomState } from "@/protocol/shapes.ts";
import { ServerCrypto } from "@/signaling/server_crypto.ts";
import { type FakeConnection, SETTINGS, startDirectory } from "../room_directory_kit.ts";

/** A member as a page knows itself: enough to come back with. */
interface Kept extends Joined {
  page: FakeConnection;
  lines: ChatLine[];
}

/** A room of so many in a first run of the server; everybody has heard everything. */
function firstRun(count: number, settings = {}) {
  const world = startDirectory(settings);
  const people: Kept[] = [];
  for (let n = 0; n < count; n++) {
    const page = world.connection();
    const joined = page.join("ала-тоо", { name: `P${n}` });
    people.push({ ...joined, page, lines: [...joined.log] });
  }
  const listen = () => {
    for (const person of people) {
      for (const { event, payload } of person.page.heard.splice(0)) {
        if (event === "room:state") person.state = payload;
        if (event === "chat:line") person.lines.push(payload);
      }
    }
  };
  listen();
  return { ...world, people, listen };
}

function nth(people: readonly Kept[], n: number): Kept {
  const person = people[n];
  assert.ok(person);
  return person;
}

type World = Pick<ReturnType<typeof startDirectory>, "connection">;

/** Comes back to another run as a page does that kept its connections. */
function back(
  { connection }: World,
  { seat, state, lines }: Kept,
  more: { name: string },
): Kept {
  const page = connection();
  const since = lines.at(-1)?.seq ?? 0;
  const wish = { seat, copy: state.copy, fresh: false, since, ...more };
  const joined = page.join("ала-тоо", wish);
  return { ...joined, page, lines: [...lines, ...joined.log] };
}

const known = ({ members }: RoomState) =>
  members.map(({ id, epoch, name, joinedAt }) => [id, epoch, name, joinedAt]);

Deno.test("after a restart everybody is who they were, in the order they were in", () => {
  const before = firstRun(3);
  const after = startDirectory({}, { clock: before.clock });
  const people = before.people.map((person, n) => back(after, person, { name: `P${n}` }));
  people.forEach((person, n) => assert.equal(person.self, nth(before.people, n).self));
  const { state } = nth(people, 2);
  assert.deepEqual(known(state), known(nth(before.people, 2).state));
  assert.ok(state.members.every(({ away }) => !away));
  assert.deepEqual(nth(people, 0).page.take("chat:line"), [], "nobody left, nobody joined");
});

Deno.test("who has not come back yet is away, stays for half a minute, and is remembered then", () => {
  const before = firstRun(3);
  const after = startDirectory({}, { clock: before.clock });
  const { page, state } = back(after, nth(before.people, 0), { name: "P0" });
  assert.deepEqual(state.members.map(({ away }) => away), [false, true, true]);
  after.clock.pass(29_000);
  const second = back(after, nth(before.people, 1), { name: "P1" });
  assert.equal(second.self, nth(before.people, 1).self);
  after.clock.pass(1_000);
  assert.deepEqual(page.take("chat:line").map(({ from }) => from.name), ["P2"]);
  assert.equal(
    back(after, nth(before.people, 2), { name: "P2" }).self,
    nth(before.people, 2).self,
  );
});

Deno.test("the newest snapshot counts, whoever brings it and whenever", () => {
  const before = firstRun(2);
  const [first, second] = [nth(before.people, 0), nth(before.people, 1)];
  const old = { ...first, state: first.state }; // this page heard nothing of what follows
  const third = before.connection();
  const joined = third.join("ала-тоо", { name: "P2" });
  second.page.ask("room:leave", { mayReturn: false });
  const state = third.take("room:state").at(-1);
  assert.ok(state);
  const after = startDirectory({}, { clock: before.clock });
  const one = back(after, old, { name: "P0" });
  assert.deepEqual(one.state.members.map(({ name }) => name), ["P0", "P1"]);
  const late = back(after, { ...joined, state, page: third, lines: [] }, { name: "P2" });
  assert.equal(late.self, joined.self);
  assert.deepEqual(late.state.members.map(({ name }) => name), ["P0", "P2"], "P1 had left");
  assert.deepEqual(
    one.page.take("room:state").at(-1)?.members.map(({ name }) => name),
    ["P0", "P2"],
  );
});

Deno.test("somebody who had been sent off before the restart does not stay in", () => {
  const before = firstRun(2);
  const [host, other] = [nth(before.people, 0), nth(before.people, 1)];
  const old = { ...other };
  other.page.ask("room:leave", { mayReturn: false }); // stands for being sent off: it keeps its snapshot
  before.listen();
  const after = startDirectory({}, { clock: before.clock });
  const intruder = back(after, old, { name: "P1" });
  assert.equal(intruder.self, old.self, "nobody has told the server yet");
  const one = back(after, host, { name: "P0" });
  assert.deepEqual(one.state.members.map(({ name }) => name), ["P0"]);
  assert.ok(intruder.page.dropped);
  intruder.page.drop();
  assert.notEqual(back(after, old, { name: "P1" }).self, old.self);
});

Deno.test("who came between the restart and the first snapshot stays, after those who were there", () => {
  const before = firstRun(2);
  const after = startDirectory({}, { clock: before.clock });
  before.clock.pass(1_000);
  const stranger = after.connection();
  const { self } = stranger.join("ала-тоо", { name: "S" });
  const one = back(after, nth(before.people, 0), { name: "P0" });
  assert.deepEqual(one.state.members.map(({ name }) => name), ["P0", "P1", "S"]);
  assert.equal(one.state.members[2]?.id, self);
  assert.deepEqual(stranger.ask("member:hand", { up: true }), {});
});

Deno.test("a snapshot of this very run, of an ended room, or one that is too old is refused", () => {
  const before = firstRun(2);
  const again = (person: Kept, world: World) =>
    back(world, person, { name: "X" }).self === person.self;
  const [one, two] = [nth(before.people, 0), nth(before.people, 1)];
  for (const { page } of before.people) page.ask("room:leave", { mayReturn: false });
  assert.ok(!again(one, before), "the same run knows better");

  const after = startDirectory({}, { clock: before.clock });
  const back1 = back(after, one, { name: "P0" });
  const back2 = back(after, two, { name: "P1" });
  for (const { page } of [back1, back2]) page.ask("room:leave", { mayReturn: false });
  assert.ok(!again(two, after), "its people have left since");

  const third = startDirectory({}, { clock: before.clock });
  before.clock.pass(12 * 3_600_000 + 1);
  assert.ok(!again(one, third), "twelve hours");
});

Deno.test("forged, foreign and stolen snapshots are refused", () => {
  const before = firstRun(2);
  const other = firstRun(2);
  const [one, two] = [nth(before.people, 0), nth(before.people, 1)];
  const tries: [what: string, recovery: { seat: string; copy: string }][] = [
    ["a changed letter", {
      seat: one.seat,
      copy: `${one.state.copy.slice(0, -9)}${one.state.copy.at(-9) === "A" ? "B" : "A"}${
        one.state.copy.slice(-8)
      }`,
    }],
    ["sealed for another purpose", {
      seat: one.seat,
      copy: new ServerCrypto("a secret of the tests").seal("line", {}),
    }],
    ["a secret of one's own", {
      seat: one.seat,
      copy: new ServerCrypto("x").seal("copy", { run: "x" }),
    }],
    ["ours, but no snapshot", {
      seat: one.seat,
      copy: new ServerCrypto("a secret of the tests").seal("copy", { run: 1 }),
    }],
    ["of a room in which one had no seat", {
      seat: one.seat,
      copy: nth(other.people, 0).state.copy,
    }],
    ["with a seat of nobody", { seat: "x".repeat(30), copy: two.state.copy }],
  ];
  for (const [what, recovery] of tries) {
    const after = startDirectory({}, { clock: before.clock });
    const { state } = after.connection().join("ала-тоо", { ...recovery, fresh: false });
    assert.equal(state.members.length, 1, what);
    assert.ok(![one.self, two.self].includes(state.members[0]?.id ?? ""), what);
  }
  const stranger = startDirectory({}, { clock: before.clock, secret: "another secret" });
  const { seat, state: { copy } } = one;
  const joined = stranger.connection().join("ала-тоо", { seat, copy });
  assert.notEqual(joined.self, one.self, "another server");
});

Deno.test("a snapshot opens no other room", () => {
  const before = firstRun(1);
  const { seat, state: { copy }, self } = nth(before.people, 0);
  const after = startDirectory({}, { clock: before.clock });
  assert.notEqual(after.connection().join("бөлмө", { seat, copy }).self, self);
});

Deno.test("a full server takes no room in again, and says so", () => {
  const before = firstRun(1);
  const after = startDirectory({ roomsLimit: 1 }, { clock: before.clock });
  after.connection().join("other");
  const { seat, state: { copy } } = nth(before.people, 0);
  const wish = { room: "ала-тоо", name: "x", media: nth(before.people, 0).state.members[0]!.media };
  const page = after.connection();
  assert.equal(page.ask("room:join", { ...wish, fresh: true, seat, copy }), "server-full");
});

Deno.test("any number of restarts: ids, order and epochs stay", () => {
  let world = firstRun(3) as World & { clock: ReturnType<typeof startDirectory>["clock"] };
  let people = (world as ReturnType<typeof firstRun>).people;
  const want = known(nth(people, 2).state);
  for (let round = 0; round < 20; round++) {
    world = startDirectory({}, { clock: world.clock });
    const order = round % 2 === 0 ? people : people.toReversed();
    people = order.map((person) => back(world, person, { name: `P${order.indexOf(person)}` }));
    world.clock.pass(round * 1_000);
    people = people.toSorted((a, b) => a.self < b.self ? -1 : 1);
    for (const person of people) {
      const state = person.page.take("room:state").at(-1);
      if (state) person.state = state;
    }
    const ids = (list: unknown[][]) => list.map(([id, epoch, , at]) => [id, epoch, at]);
    const newest = people.map(({ state }) => state).sort((a, b) => b.version - a.version)[0];
    assert.ok(newest);
    assert.deepEqual(ids(known(newest)), ids(want), `round ${round}`);
  }
  assert.equal(SETTINGS.roomLimit, 3);
});
