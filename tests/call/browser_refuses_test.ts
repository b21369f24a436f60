// A browser that refuses, lacks or breaks something: the call goes on without it.
import assert from "node:assert/strict";
import { chatPanelStateOf } from "@/call/chat/chat_panel.ts";
import { ReconnectingClient } from "@/call/signaling_client/reconnecting_client.ts";
import type { SignalingSocketEvents } from "@/call/signaling_client/signaling_socket.ts";
import { SavedState } from "@/call/saved_state.ts";
import type { Store } from "@/call/ports.ts";
import { Preferences } from "@/call/preferences.ts";
import { safeStore } from "@/call/safe_ports.ts";
import { deviceProblem } from "@/call/media/device_problem.ts";
import { fakeClock, fakeStore, named } from "../fakes/ports.ts";
import { settled } from "../fakes/random.ts";
import { joined, Town } from "../fakes/client_world.ts";

/** Takes nothing any more, as a storage that is full. */
function fullStore(store: Store = fakeStore()): Store {
  return {
    ...store,
    set: () => {
      throw named("QuotaExceededError");
    },
  };
}

function throwing(): never {
  throw named("SecurityError");
}

Deno.test("a full storage: one joins, is seen, writes, leaves and comes back", async () => {
  const town = new Town();
  const [asan] = await joined(town, ["Асан"]);
  const person = town.open("room1", { store: fullStore() });
  await settled();
  person.call.membership.join("Гүлнар");
  await settled();
  assert.equal(person.call.membership.phase.value, "call");
  assert.equal(asan?.call.membership.count.value, 2);
  person.call.chat.send("Салам");
  await settled();
  assert.equal(asan?.call.chat.lines.value.at(-1)?.kind, "text");
  person.call.preferences.set("mirror", false);
  chatPanelStateOf(person.call.chat).draft.write("half a");
  person.call.volumes.setLevel("Асан", 2);
  person.call.membership.leave();
  await settled();
  assert.equal(person.call.membership.phase.value, "left");
  person.call.membership.join("Гүлнар");
  await settled();
  assert.equal(person.call.membership.phase.value, "call");
});

Deno.test("a storage whose every call throws is one that is empty and remembers for the page", () => {
  const store = safeStore({ get: throwing, set: throwing, remove: throwing, names: throwing });
  assert.equal(store.get("page", "a"), null);
  store.set("page", "a", "1");
  assert.deepEqual([store.get("page", "a"), store.names("page")], ["1", ["a"]]);
  store.remove("page", "a");
  assert.deepEqual([store.get("page", "a"), store.names("page")], [null, []]);
});

Deno.test("what could not be written is newer than what stands there, until it can be", () => {
  const under = fakeStore();
  under.set("browser", "name", "old");
  const store = safeStore(under);
  const { set } = under;
  under.set = throwing;
  store.set("browser", "name", "new");
  assert.equal(new SavedState(store).name, "new");
  under.set = set;
  store.set("browser", "name", "newest");
  assert.equal(under.get("browser", "name"), "newest");
});

Deno.test("whatever stands in the storage, a page begins", async () => {
  for (const text of ["", "null", "7", "{", "[null]", '{"a":1}', '[{"id":1}]', '"x"', "[[]]"]) {
    const store = fakeStore();
    for (const key of ["settings", "volumes", "recent", "ratings", "name", "device:mic"]) {
      store.set("browser", key, text);
    }
    for (const key of ["outbox:room1", "draft:room1", "copy:room1", "link:room1"]) {
      store.set("page", key, text);
    }
    const person = new Town().open("room1", { store });
    await settled();
    person.call.membership.join("Асан");
    await settled();
    assert.equal(person.call.membership.phase.value, "call", text);
    assert.deepEqual(person.call.chat.pending.value, [], text);
    assert.equal(new Preferences(store).settings.value.mirror, true);
  }
});

Deno.test("no meter, no sound, no wake lock, no answer about permissions: the call begins", async () => {
  const town = new Town();
  const [asan] = await joined(town, ["Асан"]);
  const person = town.open("room1");
  Object.assign(person.audio, { meter: throwing, play: throwing, resume: throwing });
  const { page } = person;
  Object.assign(page, { keepAwake: throwing, guard: throwing, mediaKeys: throwing });
  Object.assign(page, { showMedia: throwing });
  person.devices.permission = () => Promise.reject(named("TypeError"));
  person.devices.list = () => Promise.reject(named("AbortError"));
  await settled();
  person.call.membership.join("Гүлнар");
  await settled();
  const { call } = person;
  assert.equal(call.membership.phase.value, "call");
  assert.equal(call.media.flags.value.camera, true);
  assert.equal(call.media.flags.value.mic, true);
  asan?.call.membership.leave(); // a sound tells of it
  await settled();
  town.clock.advance(1_000);
  assert.equal(call.membership.count.value, 1);
  person.call.membership.leave();
  assert.equal(call.membership.phase.value, "left");
});

Deno.test("a browser that cannot be asked about permissions still shows a lobby", async () => {
  const town = new Town();
  const permission = () => Promise.reject(named("TypeError"));
  const person = town.open("room1", { devices: { permission } });
  await settled();
  assert.equal(person.call.membership.ready.value, true);
  assert.equal(person.errors.length, 2);
});

Deno.test("a connection that the browser would not make is tried again", async () => {
  const town = new Town();
  const [asan] = await joined(town, ["Асан"]);
  const person = town.open("room1");
  const { makePeer } = person.rtc;
  person.rtc.makePeer = throwing;
  await settled();
  person.call.membership.join("Гүлнар");
  await settled();
  const { connections, membership: room } = person.call;
  assert.equal(room.phase.value, "call");
  assert.equal(room.members.value.length, 2);
  assert.equal([...connections.states.value.values()][0], "blocked");
  person.rtc.makePeer = makePeer;
  town.clock.advance(3_000);
  await settled();
  assert.equal(person.peers.length, 1);
  assert.equal(asan?.call.connections.tracks.value.size, 1);
  asan?.call.membership.leave();
  await settled();
  assert.equal(connections.states.value.size, 0);
});

Deno.test("an error that has no name here is none of the browser's missing parts", () => {
  assert.equal(deviceProblem(new TypeError("x is undefined"), "granted"), "failed");
  assert.equal(deviceProblem(named("InvalidStateError"), "granted"), "failed");
  assert.equal(deviceProblem("a string", "granted"), "failed");
});

Deno.test("an unknown trouble with a device is shown, reported, and leaves the other one alone", async () => {
  const person = new Town().open("room1");
  person.devices.failures.mic = new TypeError("own bug");
  await settled();
  person.call.membership.join("Асан");
  await settled();
  const { media: local } = person.call;
  assert.equal(local.problems.value.mic, "failed");
  assert.equal(local.flags.value.camera, true);
  assert.equal(local.opening.value.mic, false);
  assert.equal(person.errors.length, 1);
  person.devices.failures = {};
  await person.call.media.toggle("mic", true);
  assert.equal(local.flags.value.mic, true);
});

Deno.test("a socket that cannot be made, or throws, is tried again; a listener that throws harms nobody", async () => {
  const clock = fakeClock();
  const errors: unknown[] = [];
  const lines: SignalingSocketEvents[] = [];
  let broken = true;
  const client = new ReconnectingClient({
    clock,
    onError: (error) => void errors.push(error),
    connect: (_way, events) => {
      if (broken) throwing();
      lines.push(events);
      return { send: throwing, drop: throwing };
    },
  });
  const heard: number[] = [];
  client.onEvent("room:count", ({ count }) => {
    heard.push(count ?? 0);
    if (count === 1) throwing();
  });
  client.connect();
  clock.advance(5_000);
  broken = false;
  clock.advance(1_000);
  lines.at(-1)?.onOpen();
  assert.equal(client.connected.value, true);
  assert.deepEqual(await client.request("room:leave", { mayReturn: false }), {
    ok: false,
    error: "offline",
  });
  lines.at(-1)?.onEvent("room:count", { room: "room1", count: 1, limit: 8, title: null });
  lines.at(-1)?.onEvent("room:count", { room: "room1", count: 2, limit: 8, title: null });
  assert.deepEqual(heard, [1, 2]);
  assert.ok(errors.length > 2);
  client.close();
  assert.equal(client.connected.value, false);
});
