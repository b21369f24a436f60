// Whatever a person presses in a call and the server refuses is told: nothing else would show it.
import assert from "node:assert/strict";
import { waitingBannerProps } from "@/components/admission/admission_props.ts";
import { controlBarProps } from "@/components/controls/control_bar_props.ts";
import { attachButtonProps, useFileDropProps } from "@/components/files/files_props.ts";
import { personIntents } from "@/components/moderation/moderation_props.ts";
import { toastListProps } from "@/components/notifications/toast_props.ts";
import { peoplePanelProps } from "@/components/people/people_props.ts";
import type { Call } from "@/call/mod.ts";
import { translator } from "@/i18n/messages.ts";
import "@/i18n/ready.ts";
import { joined, Town } from "../fakes/client_world.ts";
import { settled } from "../fakes/random.ts";
import { show } from "./kit/mod.ts";

const t = translator("ky");

function toldBy({ notifications }: Call): unknown[] {
  return notifications.toasts.list.value.map(({ notification }) => notification);
}

Deno.test("a refusal of anything that is done by one press is told", async () => {
  const [person, other] = await joined(new Town(), ["Асан", "Гүлнар"]);
  assert.ok(person && other);
  const { call } = person;
  const id = other.call.membership.self.value ?? "";
  const people = personIntents(call);
  const bar = controlBarProps(call);
  const panel = peoplePanelProps(call, t);
  const waiting = waitingBannerProps(call, t);
  const presses: Record<string, () => void> = {
    mute: () => people.setMic(id, false),
    unmute: () => people.setMic(id, true),
    unshare: () => people.stopScreen(id),
    lower: () => people.lowerHand(id),
    right: () => people.setRight(id, "camera", false),
    role: () => people.setRole(id, "deputy"),
    remove: () => people.remove(id),
    "mute all": () => panel.onMuteAll(),
    "lower all": () => panel.onLowerAll(),
    admit: () => waiting.onAdmit(null),
    refuse: () => waiting.onRefuse(id),
    hand: () => bar.onHand(true),
    reaction: () => bar.onReact("heart"),
    "keep the hand": () => toastListProps(call, t).actions.keepHand(),
  };
  person.refuse = () => "not-kept";
  for (const [what, press] of Object.entries(presses)) {
    call.notifications.toasts.clear();
    press();
    await settled();
    assert.deepEqual(toldBy(call), [{ kind: "notDone", why: "not-kept" }], what);
  }
  person.refuse = () => null;
  call.notifications.toasts.clear();
  bar.onHand(true);
  await settled();
  assert.deepEqual(toldBy(call), [], "and nothing of what is done");
});

Deno.test("files are told of that no part of the page takes, or that nobody may share", async () => {
  const files = () => Promise.reject(new TypeError("not fetched"));
  const person = new Town().open("room1", { files });
  await settled();
  person.call.membership.join("Асан");
  await settled();
  const { call } = person;
  attachButtonProps(call, t).onFiles([new File(["a"], "a.txt")]);
  await settled();
  assert.deepEqual(toldBy(call), [{ kind: "notDone", why: "page-incomplete" }]);
  assert.equal(person.errors.length, 1);
  call.files.joined({ fileLimit: 0 });
  call.notifications.toasts.clear();
  let drop: ReturnType<typeof useFileDropProps> | null = null;
  function Drop() {
    drop = useFileDropProps(call, t);
    return null;
  }
  show(<Drop />);
  (drop as ReturnType<typeof useFileDropProps> | null)?.onFiles([new File(["a"], "a.txt")]);
  assert.deepEqual(toldBy(call), [{ kind: "forbidden", right: "files" }]);
});
