// What hosts and deputies do to one person, as both of them see it.
import assert from "node:assert/strict";
import { chatPanelStateOf } from "@/call/chat/chat_panel.ts";
import { settled, until } from "../../fakes/random.ts";
import type { Person } from "../../fakes/client_world.ts";
import { enter, house, idOf, phase, told } from "./owned_room_kit.ts";

Deno.test("a right is taken from one person alone, who reads it, and given back", async () => {
  const { town, room, host } = await house();
  const guest = await enter(town, room, { name: "Гүлнар" });
  const other = await enter(town, room, { name: "Бектур" });
  for (const each of [guest, other]) {
    if (!each.call.media.flags.value.camera) await each.call.media.toggle("camera", true);
  }
  await settled();
  const isOn = (person: Person) => person.call.media.flags.value.camera;
  assert.equal(await host.call.moderation.setOwnRight(idOf(guest), "camera", false), null);
  await settled();
  assert.deepEqual([isOn(guest), isOn(other)], [false, true]);
  assert.ok(told(guest).includes("forbidden"));
  await guest.call.media.toggle("camera", true);
  await settled();
  assert.equal(isOn(guest), false);
  const known = () => host.call.membership.members.value.find(({ id }) => id === idOf(guest));
  assert.ok(
    known() &&
      !host.call.moderation.hasRight(known() as NonNullable<ReturnType<typeof known>>, "camera"),
  );
  await host.call.moderation.setOwnRight(idOf(guest), "camera", true);
  await settled();
  assert.equal(known()?.rights, undefined, "as for all again");
  await guest.call.media.toggle("camera", true);
  await settled();
  assert.equal(isOn(guest), true);
});

Deno.test("asked to unmute, one is asked and not switched on; a stopped screen is off, and one reads by whom", async () => {
  const { town, room, host } = await house();
  const guest = await enter(town, room, { name: "Гүлнар" });
  const { flags } = guest.call.media;
  await guest.call.media.toggle("mic", false);
  await guest.call.media.toggleScreen(true);
  await settled();
  assert.equal(flags.value.screen, true);
  assert.equal(await host.call.moderation.unmute(idOf(guest)), null);
  await settled();
  assert.equal(flags.value.mic, false);
  assert.ok(told(guest).includes("unmuteAsked"));
  assert.equal(await host.call.moderation.unshare(idOf(guest)), null);
  await settled();
  assert.equal(flags.value.screen, false);
  assert.ok(told(guest).includes("unshared"));
  const known = host.call.membership.members.value.find(({ id }) => id === idOf(guest));
  assert.equal(known?.media.screen, false);
});

Deno.test("a deputy keeps order while the host is away, and is one again with what the browser kept", async () => {
  const { town, room, key, host } = await house();
  const deputy = await enter(town, room, { name: "Гүлнар" });
  const guest = await enter(town, room, { name: "Бектур" });
  await host.call.moderation.setRole(idOf(deputy), "deputy");
  await host.call.moderation.setLocked(true);
  await settled();
  assert.equal(deputy.call.moderation.moderates.value, false);
  host.call.membership.leave();
  await settled();
  assert.equal(deputy.call.moderation.moderates.value, true);
  assert.equal(await deputy.call.moderation.mute(idOf(guest)), null);
  const late = await enter(town, room, { name: "Асел" });
  assert.equal(phase(late), "waiting");
  assert.equal(late.call.moderation.wait.value?.attended, true);
  assert.equal(await deputy.call.moderation.admit(null), null);
  await settled();
  assert.equal(phase(late), "call");
  for (const each of [deputy, guest, late]) each.call.membership.leave();
  await settled();
  const again = await enter(town, room, { name: "Гүлнар", store: deputy.store });
  assert.equal(phase(again), "call");
  assert.equal(again.call.membership.me.value?.role, "deputy");
  const back = await enter(town, room, { name: "Асан", fragment: `#host=${key}` });
  assert.equal(back.call.moderation.isHost.value, true);
  assert.equal(again.call.moderation.moderates.value, false);
});

Deno.test("a host takes a message away: everybody's screen forgets it, with a key or without, and doubts nothing", async () => {
  for (const more of ["&k=", ""]) { // without "k=" the room gets a key
    const { town, room, host } = await house(more);
    const fragment = host.call.membership.credentials.fragment;
    const guest = await enter(town, room, { name: "Гүлнар", fragment, paths: true });
    const other = await enter(town, room, { name: "Бектур", fragment, paths: true });
    assert.equal(fragment === "", more !== "");
    guest.call.chat.send("спам");
    const textsOf = ({ call }: Person) =>
      chatPanelStateOf(call.chat).conversation.value.flatMap((entry) =>
        entry.kind === "message" ? [entry] : []
      );
    await until(() => textsOf(other).length === 1 && textsOf(host).length === 1);
    assert.equal(textsOf(other)[0]?.text, "спам");
    const id = textsOf(host)[0]?.id ?? "";
    assert.equal(await chatPanelStateOf(other.call.chat).actions.delete(id), "no-such-line");
    assert.equal(await chatPanelStateOf(host.call.chat).actions.delete(id), null);
    await until(() => [host, guest, other].every((one) => textsOf(one)[0]?.text === null));
    for (const one of [host, guest, other]) {
      assert.deepEqual(textsOf(one)[0]?.warnings ?? [], []);
      assert.ok(!JSON.stringify(one.call.chat.lines.value).includes("спам"));
    }
  }
});
