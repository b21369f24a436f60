// Keys in links are only tried: what the server did nothing with is not kept, what works stays.
import assert from "node:assert/strict";
import { isKey, readFragment } from "@/call/join/link_fragment.ts";
import { forgetRecent, isHostSomewhere, noteRecent, recentRooms } from "@/call/recent_rooms.ts";
import type { Store } from "@/call/ports.ts";
import { newKey, suffixOf } from "@/signaling/access/host_keys.ts";
import { fakeStore } from "../../fakes/ports.ts";
import { settled } from "../../fakes/random.ts";
import { type Person, Town } from "../../fakes/client_world.ts";

const EVIL = "EVILevilEVILkey0123456789";

async function enter(
  town: Town,
  room: string,
  { name, ...options }: { name: string } & Parameters<Town["open"]>[1],
): Promise<Person> {
  const person = town.open(room, options);
  await settled();
  person.call.membership.join(name);
  await settled();
  return person;
}

/** A host who was in the room with both keys and went away again. */
async function owner() {
  const town = new Town();
  const host = newKey();
  const room = `ala-too-${suffixOf(host)}`;
  const person = await enter(town, room, { name: "Асан", fragment: `#host=${host}` });
  const key = person.call.membership.credentials.key ?? "";
  person.call.membership.leave();
  await settled();
  return { town, room, host, key, store: person.store };
}

function keptIn(store: Store, room: string) {
  return [store.get("browser", `host:${room}`), store.get("browser", `key:${room}`)];
}

function isHost({ call }: Person): boolean {
  return call.membership.me.value?.role === "host";
}

Deno.test("a strange link neither takes a host's key nor swaps the room's", async () => {
  const { town, room, host, key, store } = await owner();
  for (const fragment of [`#host=x&k=EVIL`, `#host=${EVIL}&k=${EVIL}`]) {
    const page = town.open(room, { store, fragment });
    await settled();
    assert.deepEqual(keptIn(store, room), [host, key], "already by opening it");
    assert.equal(page.call.membership.credentials.key, key);
    page.call.membership.join("Асан");
    await settled();
    assert.ok(isHost(page));
    assert.deepEqual(keptIn(store, room), [host, key], "or by joining with it");
    page.call.membership.leave();
    await settled();
  }
});

Deno.test("another key than the kept one asks the person, and counts only when they say so", async () => {
  const { town, room, key, store } = await owner();
  const other = newKey();
  const page = town.open(room, { store, fragment: `#k=${other}` });
  await settled();
  const { credentials } = page.call.membership;
  assert.deepEqual([credentials.warning.value, credentials.key], ["other", key]);
  assert.equal(page.page.fragment, `#k=${other}`, "a reload asks again");
  credentials.choose("link");
  assert.deepEqual([credentials.warning.value, credentials.key], [null, other]);
  assert.equal(keptIn(store, room)[1], key, "not before it let anybody in");
  page.call.membership.join("Асан");
  await settled();
  assert.equal(keptIn(store, room)[1], other);
  page.call.membership.leave();
  await settled();
  const again = town.open(room, { store, fragment: `#k=${key}` });
  again.call.membership.credentials.choose("kept");
  assert.deepEqual([again.call.membership.credentials.key, again.page.fragment], [
    other,
    `#k=${other}`,
  ]);
});

Deno.test("who is in the call is asked too before a link in the same tab brings them back", async () => {
  const { town, room, store } = await owner();
  const inside = await enter(town, room, { name: "Асан", store });
  inside.close();
  const back = town.open(room, { store, fragment: `#k=${newKey()}` });
  await settled();
  assert.equal(back.call.membership.phase.value, "lobby");
  back.call.membership.credentials.choose("kept");
  back.call.membership.join("Асан");
  await settled();
  assert.ok(isHost(back));
});

Deno.test("a host's key is kept once it made a host, over a reload before that too", async () => {
  const town = new Town();
  const host = newKey();
  const room = `ala-too-${suffixOf(host)}`;
  const store = fakeStore();
  const first = town.open(room, { store, fragment: `#host=${host}` });
  await settled();
  assert.equal(keptIn(store, room)[0], null);
  assert.doesNotMatch(first.page.fragment, /host/);
  const { fragment } = first.page;
  first.close();
  const second = await enter(town, room, { name: "Асан", store, fragment });
  assert.ok(isHost(second));
  assert.deepEqual(keptIn(store, room), [host, fragment.slice("#k=".length)]);
});

Deno.test("a link's host key is tried when the kept one does nothing any more, locked or not", async () => {
  for (const locked of [false, true]) {
    const town = new Town();
    const host = newKey();
    const room = `ala-too-${suffixOf(host)}`;
    const owner = await enter(town, room, { name: "Асан", fragment: `#host=${host}` });
    await owner.call.moderation.setLocked(locked);
    const store = fakeStore();
    store.set("browser", `host:${room}`, EVIL); // as 092f7d3 kept it of any link
    const page = await enter(town, room, { name: "Гүлнар", store, fragment: `#host=${host}&k=` });
    assert.ok(isHost(page), `locked: ${locked}`);
    assert.equal(keptIn(store, room)[0], host);
  }
});

Deno.test("a made-up host's link makes no host, keeps nothing, and gives the room no key", async () => {
  const { town, room } = await owner();
  const guest = await enter(town, room, { name: "Гүлнар", fragment: `#host=${EVIL}` });
  assert.equal(isHost(guest), false);
  assert.deepEqual(keptIn(guest.store, room), [null, null]);
  assert.deepEqual([guest.call.membership.credentials.key, guest.page.fragment], [null, ""]);
  const open = await enter(town, "room1", { name: "Бектур", fragment: `#host=${EVIL}` });
  assert.deepEqual(keptIn(open.store, "room1"), [null, null]);
});

Deno.test("an invitation outlives a reload before joining, and not its use", async () => {
  const { town, room, host } = await owner();
  const asan = await enter(town, room, { name: "Асан", fragment: `#host=${host}` });
  await asan.call.moderation.setLocked(true);
  const made = await asan.call.moderation.invite({ role: "member", hours: 1, uses: 1 });
  assert.ok(made.ok);
  const store = fakeStore();
  const fragment = asan.call.membership.credentials.invitation(made.token);
  const first = town.open(room, { store, fragment });
  await settled();
  first.close();
  const second = await enter(town, room, { name: "Гүлнар", store, fragment: first.page.fragment });
  assert.equal(second.call.membership.phase.value, "call");
  second.call.membership.leave();
  await settled();
  second.call.membership.join("Гүлнар");
  await settled();
  assert.equal(second.call.membership.phase.value, "waiting");
});

Deno.test("keys in links have a minimum: who has half a link reads so instead of joining without", async () => {
  for (
    const key of ["x", "EVIL", "a".repeat(43), "2bWq7C0yJm5kq3d9ZxT1A", "ключ-ключ-ключ-ключ-ключ"]
  ) {
    assert.equal(isKey(key), false, key);
    const { host, key: read } = readFragment(`#host=${key}&k=${encodeURIComponent(key)}`);
    assert.deepEqual([host, read], [null, null], key);
    const town = new Town();
    const page = town.open("room1", { fragment: `#k=${encodeURIComponent(key)}` });
    await settled();
    assert.equal(page.call.membership.credentials.warning.value, "broken", key);
    page.call.membership.join("Асан");
    await settled();
    assert.equal(page.call.membership.phase.value, "lobby", key);
    assert.equal(readFragment(page.page.fragment).broken, key, "over a reload too");
  }
  for (let n = 0; n < 2_000; n++) assert.ok(isKey(newKey()) && isKey(newKey().slice(0, 22)));
});

Deno.test("a short key that an older page kept is still read", async () => {
  const { town, room, store } = await owner();
  store.set("browser", `key:${room}`, "short");
  const page = town.open(room, { store, fragment: "#k=short" });
  await settled();
  assert.deepEqual([
    page.call.membership.credentials.key,
    page.call.membership.credentials.warning.value,
  ], [
    "short",
    null,
  ]);
});

Deno.test("the home page's button forgets every key, of rooms that are not in the list too", () => {
  const store = fakeStore();
  for (let at = 1; at <= 9; at++) {
    noteRecent(store, { room: `r${at}`, at });
    store.set("browser", `key:r${at}`, newKey());
  }
  assert.equal(isHostSomewhere(store), false);
  store.set("browser", "host:r1", newKey());
  store.set("page", "link:r2", "{}");
  store.set("browser", "name", "Асан");
  assert.equal(isHostSomewhere(store), true);
  forgetRecent(store);
  assert.deepEqual(recentRooms(store), []);
  assert.deepEqual([store.names("browser"), store.names("page")], [["name"], []]);
});
