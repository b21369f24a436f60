// What a room is called, as its people see it: real calls against the real rooms of a server.
import assert from "node:assert/strict";
import { newKey, suffixOf } from "@/signaling/access/host_keys.ts";
import { settled, until } from "../fakes/random.ts";
import { Town } from "../fakes/client_world.ts";
import { enter } from "./permissions/owned_room_kit.ts";

Deno.test("a host's title stands where the room is named, inside and before it, and goes again", async () => {
  const town = new Town();
  const key = newKey();
  const room = `ala-too-${suffixOf(key)}`;
  const host = await enter(town, room, { name: "Асан", fragment: `#host=${key}&k=` });
  const guest = await enter(town, room, { name: "Гүлнар" });
  const visitor = town.open(room);
  await settled();
  assert.equal(visitor.call.title.shown.value, "Ala too");
  assert.equal(await host.call.title.set("  Жума семинары 🌙 "), null);
  for (const { call } of [host, guest, visitor]) {
    await until(() => call.title.shown.value === "Жума семинары 🌙");
  }
  assert.equal(await guest.call.title.set("меники"), "not-allowed");
  const late = town.open(room);
  await settled();
  assert.equal(late.call.title.shown.value, "Жума семинары 🌙");
  assert.equal(await host.call.title.set(" "), null);
  await until(() => guest.call.title.shown.value === "Ala too");
});

Deno.test("a title that the browser fails to seal is told as a failure, and reaches onError", async () => {
  const town = new Town();
  const key = newKey();
  const room = `ala-too-${suffixOf(key)}`;
  const fragment = `#host=${key}&k=2bWq7C0yJm5kq3d9ZxT1Aw`;
  const host = await enter(town, room, { name: "Асан", fragment });
  const { encrypt } = crypto.subtle;
  crypto.subtle.encrypt = () => Promise.reject(new Error("no memory"));
  try {
    assert.equal(await host.call.title.set("Жашыруун"), "internal");
  } finally {
    crypto.subtle.encrypt = encrypt;
  }
  assert.match(String(host.errors.at(-1)), /no memory/);
  assert.equal(await host.call.title.set("Жашыруун"), null);
});

Deno.test("in a room with a key the server cannot read the title, nor make one up", async () => {
  const town = new Town();
  const key = newKey();
  const room = `ala-too-${suffixOf(key)}`;
  const secret = "2bWq7C0yJm5kq3d9ZxT1Aw";
  const host = await enter(town, room, { name: "Асан", fragment: `#host=${key}&k=${secret}` });
  const guest = await enter(town, room, { name: "Гүлнар", fragment: `#k=${secret}` });
  const without = await enter(town, room, { name: "Бакыт" });
  assert.equal(await host.call.title.set("Жашыруун"), null);
  await until(() => guest.call.title.shown.value === "Жашыруун");
  const told = guest.call.membership.rules.value?.title ?? "";
  assert.match(told, /^juz:t1:[\w-]+$/);
  assert.equal(without.call.title.shown.value, "Ala too");
  const { members, rules: given } = guest.call.membership;
  const rules = { ...given.value, title: "Жалган" };
  const lie = { room, version: Number.MAX_SAFE_INTEGER, members: members.value, rules, copy: "" };
  guest.hear("room:state", lie);
  await until(() => given.value?.title === "Жалган");
  assert.equal(
    guest.call.title.shown.value,
    "Ala too",
    "not sealed: the server may have made it up",
  );
});

Deno.test("whoever chooses the link's key reads the title that it opens, without being told again", async () => {
  const town = new Town();
  const key = newKey();
  const room = `ala-too-${suffixOf(key)}`;
  const [secret, wrong] = ["2bWq7C0yJm5kq3d9ZxT1Aw", "AAbWq7C0yJm5kq3d9ZxT1A"];
  const host = await enter(town, room, { name: "Асан", fragment: `#host=${key}&k=${secret}` });
  assert.equal(await host.call.title.set("Жашыруун"), null);
  const before = await enter(town, room, { name: "Гүлнар", fragment: `#k=${wrong}` });
  before.close();
  const guest = town.open(room, {
    ...{ store: before.store, fragment: `#k=${secret}`, isReload: false },
  });
  await until(() => guest.call.membership.watched.value?.title !== undefined);
  assert.equal(guest.call.title.given.value, null);
  guest.call.membership.credentials.choose("link");
  await until(() => guest.call.title.given.value === "Жашыруун");
});
