// Tabs that remember a call: only a reload goes straight back, and two of one person end well.
import assert from "node:assert/strict";
import { fakeStore } from "../fakes/ports.ts";
import { seeded, settled } from "../fakes/random.ts";
import { joined, type Person, Town } from "../fakes/client_world.ts";

const phase = (person: Person) => person.call.membership.phase.value;

/** What the browser does when a tab is duplicated: all that the tab remembers is there twice. */
function copyOf(store: Person["store"]): Person["store"] {
  const copy = fakeStore();
  for (const area of ["page", "browser"] as const) {
    for (const name of store.names(area)) copy.set(area, name, store.get(area, name) ?? "");
  }
  return copy;
}

async function call(): Promise<{ town: Town; asan: Person; gulnar: Person }> {
  const town = new Town();
  const [asan, gulnar] = await joined(town, ["Асан", "Гүлнар"]);
  assert.ok(asan && gulnar);
  return { town, asan, gulnar };
}

Deno.test("a reload goes straight back, twice in a row, too", async () => {
  const { town, asan } = await call();
  asan.close();
  town.clock.advance(3_000);
  const again = town.open("room1", { store: asan.store });
  await settled();
  assert.equal(phase(again), "call");
  again.close();
  const third = town.open("room1", { store: asan.store });
  await settled();
  assert.equal(phase(third), "call");
});

Deno.test("a duplicated tab asks, and the first one goes on", async () => {
  const { town, asan, gulnar } = await call();
  const copy = town.open("room1", { store: copyOf(asan.store) });
  await settled();
  assert.deepEqual([phase(asan), phase(copy), phase(gulnar)], ["call", "lobby", "call"]);
  assert.equal(copy.devices.opened.length, 0);
  assert.equal(gulnar.call.membership.count.value, 2);
});

Deno.test("a copy of a tab that was reloaded just now asks, too", async () => {
  const { town, asan } = await call();
  asan.close();
  const again = town.open("room1", { store: asan.store });
  await settled();
  const copy = town.open("room1", { store: copyOf(again.store) });
  await settled();
  assert.deepEqual([phase(again), phase(copy)], ["call", "lobby"]);
});

Deno.test("a way back in the history, a restored session, a tab thrown away: all ask", async () => {
  for (
    const { isReload, ms, closed, set = 0 } of [
      { isReload: false, ms: 1_000, closed: true }, // Back, or the link once more
      { isReload: true, ms: 60_000, closed: true }, // the browser begins again
      { isReload: true, ms: 1_000, closed: false }, // it crashed, or threw the tab away
      { isReload: true, ms: 1_000, closed: true, set: -3_600_000 }, // the date is no help
    ]
  ) {
    const { town, asan } = await call();
    if (closed) asan.close();
    else asan.setOnline(false);
    town.clock.set(set);
    town.clock.advance(ms);
    const again = town.open("room1", { store: asan.store, isReload });
    await settled();
    assert.equal(phase(again), "lobby", JSON.stringify({ isReload, ms, closed, set }));
    again.call.membership.join("Асан");
    await settled();
    assert.equal(phase(again), "call");
  }
});

Deno.test("a page that the browser kept and shows again has left, its devices are closed", async () => {
  const { asan, gulnar } = await call();
  asan.page.close();
  await settled();
  asan.page.revive();
  await settled();
  assert.equal(phase(asan), "left");
  assert.ok(asan.devices.opened.every(({ track }) => track.readyState === "ended"));
  assert.equal(gulnar.call.membership.count.value, 1);
});

Deno.test("who is replaced while offline does not take the seat back, but may by a press", async () => {
  const { town, asan, gulnar } = await call();
  asan.setOnline(false);
  const copy = town.open("room1", { store: copyOf(asan.store) });
  await settled();
  copy.call.membership.join("Асан");
  await settled();
  asan.setOnline(true);
  await settled();
  assert.deepEqual([phase(asan), phase(copy)], ["replaced", "call"]);
  assert.equal(gulnar.call.membership.count.value, 2);
  asan.call.membership.join("Асан");
  await settled();
  assert.equal(phase(asan), "call");
});

Deno.test("one that only lost its socket, or whose server restarted, is back by itself", async () => {
  const { town, asan, gulnar } = await call();
  asan.setOnline(false);
  town.clock.advance(9_000);
  asan.setOnline(true);
  await settled();
  assert.equal(phase(asan), "call");
  town.restart();
  for (const person of [asan, gulnar]) person.setOnline(true);
  await settled();
  assert.deepEqual([phase(asan), phase(gulnar)], ["call", "call"]);
});

Deno.test("a frozen page without media is grey at once, gone after 14 s, and back when it wakes", async () => {
  for (const seconds of [1, 10, 20, 60]) {
    const { town, asan, gulnar } = await call();
    const here = () =>
      gulnar.call.membership.members.value.filter(({ name }) => name === "Асан")
        .map(({ away }) => away);
    asan.page.freeze();
    await settled();
    assert.deepEqual(here(), [true], "it is said at once");
    town.clock.advance(1_000 * seconds);
    await settled();
    assert.deepEqual(here(), seconds < 14 ? [true] : []);
    asan.page.wake();
    await settled();
    assert.equal(phase(asan), "call");
    assert.deepEqual(here(), [false]);
    const { value: log } = gulnar.call.chat.lines;
    assert.equal(log.some(({ kind }) => kind === "left"), seconds >= 14, "a short one is no line");
  }
});

Deno.test("a frozen page whose media go on stays as long as they do", async () => {
  const town = new Town();
  const people = ["Асан", "Гүлнар"].map((name) => ({
    name,
    page: town.open("room1", { paths: true }),
  }));
  for (const { name, page } of people) {
    await settled();
    page.call.membership.join(name);
    await settled();
  }
  const [asan, gulnar] = people.map(({ page }) => page);
  assert.ok(asan && gulnar);
  await asan.call.media.toggle("mic");
  const [voice] = gulnar.peers.at(-1)?.getTransceivers() ?? [];
  assert.ok(voice);
  voice.receiver.audioLevel = 0.1; // packets arrive
  await pass(town, 2_000);
  asan.page.freeze();
  await pass(town, 40_000);
  assert.equal(gulnar.call.membership.members.value.length, 2);
  assert.equal(gulnar.call.membership.count.value, 2, "who is heard is not grey");
  voice.receiver.audioLevel = null;
  await pass(town, 20_000);
  assert.equal(gulnar.call.membership.members.value.length, 1, "nothing comes any more");
});

async function pass(town: Town, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 100) {
    town.clock.advance(100);
    await settled();
  }
}

Deno.test("whatever two tabs of one person do, each is where a press put it, and one seat has one page", async () => {
  let takeovers = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const random = seeded(seed);
    const { town, asan, gulnar } = await call();
    const tabs = [asan, town.open("room1", { store: copyOf(asan.store) })];
    for (let step = 0; step < 14; step++) {
      const at = random() < 0.5 ? 0 : 1;
      const tab = tabs[at]!;
      const chance = random();
      const before = phase(tab);
      if (chance < 0.35) tab.setOnline(random() < 0.6);
      else if (chance < 0.55) {
        tab.close();
        tabs[at] = town.open("room1", { store: tab.store });
        await settled();
        const after = phase(tabs[at]!);
        if (before === "lobby" || before === "left" || before === "replaced") {
          assert.equal(after, "lobby", `live without a press: seed ${seed}`);
        }
      } else if (chance < 0.85) tab.call.membership.join("Асан");
      else tab.call.membership.leave();
      if (random() < 0.7) await settled();
      if (tabs.some((tab) => phase(tab) === "replaced")) takeovers++;
    }
    for (const tab of tabs) tab.setOnline(true);
    await settled();
    town.clock.advance(20_000);
    await settled();
    const inside = tabs.filter((tab) => phase(tab) === "call");
    const ids = inside.map((tab) => tab.call.membership.self.value);
    assert.equal(new Set(ids).size, ids.length, `one seat twice: seed ${seed}`);
    assert.equal(gulnar.call.membership.count.value, inside.length + 1, `seed ${seed}`);
  }
  assert.ok(takeovers > 20, String(takeovers));
});
