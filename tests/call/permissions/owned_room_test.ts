// Rooms that belong to somebody, as their people see them: real calls against the real room directory.
import assert from "node:assert/strict";
import { PAUSE_MS } from "@/call/media/device_interruptions.ts";
import { newKey, suffixOf } from "@/signaling/access/host_keys.ts";
import { settled, until } from "../../fakes/random.ts";
import { Town } from "../../fakes/client_world.ts";
import { holdBack } from "../../fakes/track.ts";
import { enter, house, idOf, phase, told } from "./owned_room_kit.ts";

Deno.test("a host's link makes a host, in this browser for good, and leaves no trace in the address", async () => {
  const { town, room, key, host } = await house();
  assert.equal(host.call.moderation.isHost.value, true);
  assert.doesNotMatch(host.page.fragment, new RegExp(key));
  assert.match(host.call.membership.credentials.hostFragment ?? "", new RegExp(key));
  host.call.membership.leave();
  await settled();
  const again = await enter(town, room, { name: "Асан", store: host.store });
  assert.equal(again.call.moderation.isHost.value, true);
  const guest = await enter(town, room, { name: "Гүлнар" });
  assert.equal(guest.call.moderation.isHost.value, false);
  assert.equal(guest.call.membership.credentials.hostFragment, null);
});

Deno.test("before a locked door one waits, hears nothing of the room, and is let in", async () => {
  const { town, room, host } = await house();
  assert.equal(await host.call.moderation.setLocked(true), null);
  await settled();
  const guest = await enter(town, room, { name: "Гүлнар" });
  assert.equal(phase(guest), "waiting");
  assert.deepEqual(guest.call.membership.members.value, []);
  assert.deepEqual(guest.call.chat.lines.value, []);
  assert.deepEqual(host.call.moderation.waiting.value.map(({ name }) => name), ["Гүлнар"]);
  assert.ok(host.audio.played.includes("knock"));
  assert.equal(await host.call.moderation.admit(null), null);
  await settled();
  assert.equal(phase(guest), "call");
  assert.deepEqual(host.call.moderation.waiting.value, []);
  assert.equal(host.call.membership.count.value, 2);
});

Deno.test("who waits learns why, that the host has gone, and that one is back", async () => {
  const { town, room, key, host } = await house();
  await host.call.moderation.setLocked(true);
  const guest = await enter(town, room, { name: "Гүлнар" });
  const wait = () => guest.call.moderation.wait.value;
  assert.deepEqual(wait(), { reason: "locked", attended: true });
  host.call.membership.leave();
  await settled();
  assert.deepEqual(wait(), { reason: "locked", attended: false });
  await enter(town, room, { name: "Асан", fragment: `#host=${key}` });
  assert.deepEqual(wait(), { reason: "locked", attended: true });
  assert.equal(phase(guest), "waiting");
});

Deno.test("who is refused is back in the lobby and reads why; who gives up waiting is forgotten", async () => {
  const { town, room, host } = await house();
  await host.call.moderation.setLocked(true);
  const guest = await enter(town, room, { name: "Гүлнар" });
  const [waiting] = host.call.moderation.waiting.value;
  assert.equal(await host.call.moderation.refuse(waiting?.id ?? ""), null);
  await settled();
  assert.equal(phase(guest), "lobby");
  assert.equal(guest.call.membership.refusal.value, "turned-away");
  const other = await enter(town, room, { name: "Бектур" });
  assert.equal(host.call.moderation.waiting.value.length, 1);
  other.call.membership.leave();
  await settled();
  assert.equal(phase(other), "lobby");
  assert.deepEqual(host.call.moderation.waiting.value, []);
});

Deno.test("who waits goes on waiting when the socket was lost", async () => {
  const { town, room, host } = await house();
  await host.call.moderation.setLocked(true);
  const guest = await enter(town, room, { name: "Гүлнар" });
  guest.setOnline(false);
  await settled();
  assert.deepEqual(host.call.moderation.waiting.value, []);
  guest.setOnline(true);
  await settled();
  assert.equal(phase(guest), "waiting");
  await host.call.moderation.admit(null);
  await settled();
  assert.equal(phase(guest), "call");
});

Deno.test("a password is asked for, refused when wrong, and said again by itself after a lost socket", async () => {
  const { town, room, host } = await house();
  assert.equal(await host.call.moderation.setPassword("ак калпак"), null);
  const guest = await enter(town, room, { name: "Гүлнар" });
  const { refusal } = guest.call.membership;
  assert.equal(refusal.value, "password-needed");
  guest.call.membership.join("Гүлнар", "кара калпак");
  await until(() => phase(guest) === "lobby");
  assert.equal(refusal.value, "wrong-password");
  guest.call.membership.join("Гүлнар", "ак калпак");
  await until(() => phase(guest) === "call");
  guest.call.membership.leave();
  await settled();
  guest.call.membership.join("Гүлнар");
  await until(() => phase(guest) === "call");
});

Deno.test("white space around a pasted password is no part of it, unless it is the room's", async () => {
  const { town, room, host } = await house();
  assert.equal(await host.call.moderation.setPassword("ак калпак"), null);
  const guest = await enter(town, room, { name: "Гүлнар" });
  guest.call.membership.join("Гүлнар", "\tак калпак \n");
  await until(() => phase(guest) === "call");
  guest.call.membership.leave();
  assert.equal(await host.call.moderation.setPassword(" ак калпак "), null);
  const other = await enter(town, room, { name: "Бакыт" });
  other.call.membership.join("Бакыт", " ак калпак ");
  await until(() => phase(other) === "call");
});

Deno.test("asked to mute, one is muted and reads by whom; nobody is ever switched on", async () => {
  const { town, room, host } = await house();
  const guest = await enter(town, room, { name: "Гүлнар" });
  const { flags } = guest.call.media;
  assert.equal(flags.value.mic, true);
  assert.equal(await host.call.moderation.mute(idOf(guest)), null);
  await settled();
  assert.equal(flags.value.mic, false);
  assert.ok(told(guest).includes("muted"));
  assert.equal(host.call.membership.members.value.at(-1)?.media.mic, false);
  await host.call.moderation.mute(null);
  await settled();
  assert.equal(flags.value.mic, false);
});

Deno.test("without the right a camera is off at once and cannot be on again; a host's own stays on", async () => {
  const { town, room, host } = await house();
  const guest = await enter(town, room, { name: "Гүлнар" });
  const { flags } = guest.call.media;
  if (!flags.value.camera) await guest.call.media.toggle("camera");
  if (!host.call.media.flags.value.camera) await host.call.media.toggle("camera");
  await settled();
  assert.equal(await host.call.moderation.setRight("camera", false), null);
  await settled();
  assert.equal(flags.value.camera, false);
  assert.equal(host.call.media.flags.value.camera, true);
  assert.ok(told(guest).includes("forbidden"));
  await guest.call.media.toggle("camera");
  await settled();
  assert.equal(flags.value.camera, false);
  assert.equal(host.call.membership.members.value.at(-1)?.media.camera, false);
});

Deno.test("a pause of the microphone costs nobody the right to go on speaking", async () => {
  const { town, room, host } = await house();
  const guest = await enter(town, room, { name: "Гүлнар" });
  const heard = () => host.call.membership.members.value.find(({ id }) => id === idOf(guest));
  const { mic } = guest.call.media.tracks.value;
  assert.ok(mic);
  await host.call.moderation.setRight("mic", false);
  await settled();
  holdBack(mic, true);
  town.clock.advance(PAUSE_MS);
  await settled();
  assert.deepEqual(guest.call.media.problems.value, { mic: "paused" });
  holdBack(mic, false);
  await settled();
  assert.equal(guest.call.media.flags.value.mic, true);
  assert.equal(heard()?.media.mic, true);
});

Deno.test("who is removed reads by whom, everybody closes the connection, and the way back is shut", async () => {
  const { town, room, host } = await house();
  const guest = await enter(town, room, { name: "Гүлнар" });
  assert.equal(await host.call.moderation.remove(idOf(guest)), null);
  await settled();
  assert.equal(phase(guest), "removed");
  assert.equal(guest.call.membership.endedBy.value?.name, "Асан");
  const open = [...host.peers, ...guest.peers].filter((peer) => peer.signalingState !== "closed");
  assert.deepEqual(open, []);
  const again = town.open(room, { store: guest.store });
  await settled();
  assert.equal(phase(again), "removed");
});

Deno.test("the end is for everybody, and newcomers wait for a host", async () => {
  const { town, room, host } = await house();
  const guest = await enter(town, room, { name: "Гүлнар" });
  assert.equal(await host.call.moderation.end(), null);
  await settled();
  assert.deepEqual([phase(host), phase(guest)], ["ended", "ended"]);
  const late = await enter(town, room, { name: "Бектур" });
  assert.equal(phase(late), "waiting");
});

Deno.test("an invitation opens a locked door as often as it says, and gives its role", async () => {
  const { town, room, host } = await house();
  await host.call.moderation.setLocked(true);
  const made = await host.call.moderation.invite({ role: "member", hours: 1, uses: 1 });
  assert.ok(made.ok);
  const fragment = host.call.membership.credentials.invitation(made.token);
  const guest = await enter(town, room, { name: "Гүлнар", fragment });
  assert.equal(phase(guest), "call");
  assert.equal(guest.call.membership.me.value?.role, "member");
  const second = await enter(town, room, { name: "Бектур", fragment });
  assert.equal(second.call.membership.refusal.value, "bad-invite");
});

Deno.test("a guest's wishes are refused by the server, whatever the page offers", async () => {
  const { town, room, host } = await house();
  const guest = await enter(town, room, { name: "Гүлнар" });
  const { moderation: options } = guest.call;
  const answers = await Promise.all([
    options.mute(null),
    options.setLocked(true),
    options.setRight("chat", false),
    options.setPassword("ак калпак"),
    options.remove(idOf(host)),
    options.setRole(idOf(guest), "host"),
    options.end(),
  ]);
  assert.ok(answers.every((answer) => answer === "not-allowed"), answers.join());
});

Deno.test("a host's link that says that the room has no key makes none, and hands none on", async () => {
  const town = new Town();
  const key = newKey();
  const room = `ala-too-${suffixOf(key)}`;
  const host = await enter(town, room, { name: "Асан", fragment: `#host=${key}&k=` });
  assert.equal(host.call.membership.credentials.key, null);
  const fragment = host.call.membership.credentials.hostFragment ?? "";
  const second = await enter(town, room, { name: "Гүлнар", fragment });
  assert.deepEqual([
    second.call.membership.credentials.isHost,
    second.call.membership.credentials.key,
  ], [
    true,
    null,
  ]);
});
