// What hosts and deputies are given: the menu of a person and the dialog of the room.
import assert from "node:assert/strict";
import { EndCall } from "@/components/moderation/EndCall.tsx";
import { PersonItems, PersonMenu } from "@/components/moderation/PersonMenu.tsx";
import { RoomDialog, type RoomDialogProps } from "@/components/moderation/RoomDialog.tsx";
import { TitleForm } from "@/components/moderation/TitleForm.tsx";
import type { T } from "@/i18n/messages.ts";
import { ALL_RIGHTS, RIGHTS } from "@/protocol/rights.ts";
import type { Role } from "@/protocol/roles.ts";
import { member, rules } from "../kit/samples.ts";
import { inEachLanguage, Intents, show } from "../kit/mod.ts";

function personProps(t: T, intents: Intents) {
  return {
    isHost: true,
    hasRight: () => true,
    intents: {
      setMic: intents.note("setMic"),
      stopScreen: intents.note("stopScreen"),
      lowerHand: intents.note("lowerHand"),
      setRight: intents.note("setRight"),
      setRole: intents.note("setRole"),
      remove: intents.note("remove"),
    },
    t,
  };
}

inEachLanguage("the button of a person opens their menu", (t) => {
  const page = show(<PersonMenu member={member("b")} {...personProps(t, new Intents())} />);
  const label = t("host.person", { name: "Айбек b" });
  const button = page.state("button", label);
  assert.equal(button["aria-haspopup"], "menu");
  assert.equal(page.state("menu", label).id, button.popovertarget);
});

inEachLanguage("a moderator asks for silence, takes rights away, and removes", (t) => {
  const intents = new Intents();
  const props = { ...personProps(t, intents), isHost: false };
  const media = { mic: true, camera: true, screen: true, screenAudio: false };
  const page = show(<PersonItems member={member("b", { media, hand: 1 })} {...props} />);
  page.press("menuitem", t("host.mute"));
  page.press("menuitem", t("host.unshare"));
  page.press("menuitem", t("host.lower"));
  page.press("menuitemcheckbox", t("host.right.camera"));
  page.press("menuitem", t("people.kick"));
  intents.were(
    ["setMic", "b", false],
    ["stopScreen", "b"],
    ["lowerHand", "b"],
    ["setRight", "b", "camera", false],
    ["remove", "b"],
  );
  assert.ok(!page.has("menuitem", t("host.host")), "only hosts give roles");
});

inEachLanguage("what there is nothing to do about keeps its place and does nothing", (t) => {
  const intents = new Intents();
  const media = { mic: false, camera: false, screen: false, screenAudio: false };
  const page = show(<PersonItems member={member("b", { media })} {...personProps(t, intents)} />);
  for (const name of [t("host.unshare"), t("host.lower")]) {
    assert.equal(page.state("menuitem", name)["aria-disabled"], "true");
    page.press("menuitem", name);
  }
  page.press("menuitem", t("host.unmute"));
  intents.were(["setMic", "b", true]);
});

inEachLanguage("a host gives roles, and takes them back by a second press", (t) => {
  for (const [role, wanted] of [["guest", "deputy"], ["deputy", "guest"]] as [Role, Role][]) {
    const intents = new Intents();
    const page = show(<PersonItems member={member("b", { role })} {...personProps(t, intents)} />);
    const state = page.state("menuitemcheckbox", t("host.deputy"));
    assert.equal(state["aria-checked"], String(role === "deputy"));
    page.press("menuitemcheckbox", t("host.deputy"));
    page.press("menuitem", t("host.host"));
    intents.were(["setRole", "b", wanted], ["setRole", "b", "host"]);
  }
});

function dialog(t: T, changes: Partial<RoomDialogProps> = {}) {
  const intents = new Intents();
  const props: RoomDialogProps = {
    rules: rules(),
    isHost: true,
    title: null,
    shownTitle: "room1",
    hostLink: null,
    onLock: intents.note("lock", Promise.resolve(null)),
    onRight: intents.note("right", Promise.resolve(null)),
    onTitle: intents.note("title", Promise.resolve(null)),
    onPassword: intents.note("password", Promise.resolve(null)),
    invitations: {
      make: () => Promise.resolve({ error: "internal" }),
      list: () => Promise.resolve([]),
      revoke: () => Promise.resolve(null),
    },
    onEnd: intents.note("end", Promise.resolve(null)),
    onClose: intents.bare("close"),
    t,
    ...changes,
  };
  return { page: show(<RoomDialog {...props} />), intents };
}

inEachLanguage("the dialog of the room shows its rules, and a host changes them", (t) => {
  const { page, intents } = dialog(t, {
    rules: rules({ locked: true, rights: { ...ALL_RIGHTS, screen: false } }),
  });
  assert.deepEqual(page.names("dialog"), [t("host.title")]);
  const lock = t("people.lock") + t("host.lock.help");
  assert.ok("checked" in page.state("switch", lock));
  assert.ok(!("checked" in page.state("switch", t("host.right.screen"))));
  page.press("switch", lock);
  page.press("switch", t("host.right.screen"));
  page.press("button", t("action.close"));
  intents.were(["lock", false], ["right", "screen", true], ["close"]);
});

inEachLanguage("whoever is no host any more sees the rules and changes nothing", (t) => {
  const { page } = dialog(t, { isHost: false });
  for (const right of RIGHTS) {
    assert.ok("disabled" in page.state("switch", t(`host.right.${right}`)), right);
  }
});

inEachLanguage("an open room has nothing to set", (t) => {
  const { page } = dialog(t, { rules: null });
  assert.deepEqual(page.names("switch"), []);
  assert.deepEqual(page.names("button"), [t("action.close")]);
});

inEachLanguage("the title is sent as it is typed", (t) => {
  const intents = new Intents();
  const page = show(
    <TitleForm
      title="Жыйын"
      shown="Жыйын"
      onSave={intents.note("title", Promise.resolve(null))}
      t={t}
    />,
  );
  assert.equal(page.state("textbox", t("host.title.label")).value, "Жыйын");
  page.reads(t("host.title.help"));
  page.type("textbox", t("host.title.label"), "Сабак");
  page.submit();
  intents.were(["title", "Сабак"]);
});

inEachLanguage(
  "the first press on the end of the call only asks; the host link is shown on demand",
  (t) => {
    const intents = new Intents();
    const page = show(
      <EndCall
        hostLink="https://juz.example/r/a#host"
        onEnd={intents.note("end", Promise.resolve(null))}
        t={t}
      />,
    );
    assert.deepEqual(page.names("button"), [t("host.link"), t("host.end")]);
    assert.deepEqual(page.names("textbox"), [], "the link is a secret");
    page.press("button", t("host.end"));
    intents.were();
    page.press("button", t("host.end"));
    intents.were(["end"]);
    const bare = show(
      <EndCall hostLink={null} onEnd={intents.note("end", Promise.resolve(null))} t={t} />,
    );
    assert.deepEqual(bare.names("button"), [t("host.end")]);
  },
);
