// The list of participants and the dialog for the own name, in each state and language.
import assert from "node:assert/strict";
import { causeText } from "@/components/base/cause_text.ts";
import { NameDialog } from "@/components/people/NameDialog.tsx";
import { PeoplePanel, type PeoplePanelProps } from "@/components/people/PeoplePanel.tsx";
import type { Failure } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { member } from "../kit/samples.ts";
import { inEachLanguage, Intents, show } from "../kit/mod.ts";

function panel(t: T, changes: Partial<PeoplePanelProps> = {}) {
  const intents = new Intents();
  const members = changes.members ?? [member("me"), member("b")];
  const props: PeoplePanelProps = {
    members,
    count: members.length,
    self: "me",
    isHost: false,
    moderates: false,
    volumeOf: () => ({ level: 1, muted: false }),
    hasRight: () => true,
    savesData: () => false,
    causeOf: () => null,
    onClose: intents.bare("close"),
    onRename: intents.bare("rename"),
    onOpenRoom: intents.bare("room"),
    onMuteAll: intents.bare("muteAll"),
    onLowerAll: intents.bare("lowerAll"),
    onVolume: intents.note("volume"),
    onMuteForMe: intents.note("muteForMe"),
    intents: {
      setMic: intents.note("setMic"),
      stopScreen: intents.note("stopScreen"),
      lowerHand: intents.note("lowerHand"),
      setRight: intents.note("setRight"),
      setRole: intents.note("setRole"),
      remove: intents.note("remove"),
    },
    t,
    ...changes,
  };
  return { page: show(<PeoplePanel {...props} />), intents };
}

inEachLanguage("everybody is listed, this user with the way to another name", (t) => {
  const { page, intents } = panel(t);
  assert.deepEqual(page.names("complementary"), [t("people.title")]);
  assert.deepEqual(page.names("heading"), [`${t("people.title")} 2`]);
  assert.equal(page.names("listitem").length, 2);
  page.reads(t("tile.self", { name: "Айбек me" }), "Айбек b");
  page.press("button", t("name.title"));
  page.press("button", t("action.close"));
  intents.were(["rename"], ["close"]);
});

inEachLanguage("whose link is the weak one stands beside them", (t) => {
  const members = [member("me"), member("b", { name: "Айбек" })];
  const { page } = panel(t, {
    members,
    causeOf: (id) => id === "b" ? "their.uplink" : "own.downlink",
  });
  page.reads(t("cause.own.downlink"), causeText("their.uplink", "Айбек", t));
});

inEachLanguage("what is off, raised, shared or away is said in words", (t) => {
  const media = { mic: false, camera: false, screen: true, screenAudio: false };
  const { page } = panel(t, {
    members: [member("me"), member("b", { media, hand: 5, away: true, role: "deputy" })],
  });
  page.reads(
    t("tile.micOff"),
    t("tile.camOff"),
    t("tile.hand"),
    t("tile.away"),
    t("role.deputy"),
    t("screen.presenting", { name: "Айбек b" }),
  );
});

inEachLanguage("whose hand is up stands first, in the order of the hands, then this user", (t) => {
  const { page } = panel(t, {
    members: [member("a"), member("me"), member("c", { hand: 9 }), member("d", { hand: 3 })],
  });
  const order = page.names("listitem").map((name) => /Айбек (me|[a-d])/.exec(name)?.[1]);
  assert.deepEqual(order, ["d", "c", "me", "a"]);
});

inEachLanguage("a search comes with more than eight people", (t) => {
  const people = (count: number) =>
    Array.from({ length: count }, (_, index) => member(index === 0 ? "me" : `p${index}`));
  assert.ok(!panel(t, { members: people(8) }).page.has("searchbox", t("people.search")));
  assert.ok(panel(t, { members: people(9) }).page.has("searchbox", t("people.search")));
});

inEachLanguage("each of the others has a volume of their own, and silence", (t) => {
  const { page, intents } = panel(t);
  const name = t("people.volume", { name: "Айбек b" });
  assert.equal(page.state("slider", name).value, "100");
  page.type("slider", name, "150");
  page.press("button", t("people.muteForMe"));
  intents.were(["volume", "b", 1.5], ["muteForMe", "b", true]);
  const silent = panel(t, { volumeOf: () => ({ level: 2, muted: true }) });
  assert.equal(silent.page.state("slider", name).value, "0");
  silent.page.press("button", t("people.unmuteForMe"));
  silent.intents.were(["muteForMe", "b", false]);
});

inEachLanguage("a guest manages nobody, a deputy those below, a host all but hosts", (t) => {
  const members = (["host", "deputy", "member", "guest"] as const).map((role) =>
    member(role, { role })
  );
  const manages = (changes: Partial<PeoplePanelProps>) =>
    panel(t, { members: [member("me"), ...members], ...changes }).page.names("button")
      .filter((name) => members.some((one) => name === t("host.person", { name: one.name })))
      .length;
  assert.equal(manages({}), 0);
  assert.equal(manages({ moderates: true }), 2);
  assert.equal(manages({ moderates: true, isHost: true }), 3);
});

inEachLanguage(
  "who moderates silences all; hands are lowered when one is up; hosts open the room",
  (t) => {
    const deputy = panel(t, { moderates: true });
    deputy.page.press("button", t("people.muteAll"));
    assert.equal(deputy.page.state("button", t("host.lowerAll"))["aria-disabled"], "true");
    deputy.page.press("button", t("host.lowerAll"));
    assert.ok(!deputy.page.has("button", t("host.title")));
    deputy.intents.were(["muteAll"]);
    const host = panel(t, {
      members: [member("me"), member("b", { hand: 1 })],
      moderates: true,
      isHost: true,
    });
    host.page.press("button", t("host.lowerAll"));
    host.page.press("button", t("host.title"));
    host.intents.were(["lowerAll"], ["room"]);
    assert.ok(!panel(t).page.has("button", t("people.muteAll")));
  },
);

/** `failure`: what the server answers. */
function nameDialog(t: T, { name, failure = null }: { name: string; failure?: Failure | null }) {
  const intents = new Intents();
  const onRename = intents.note("rename", Promise.resolve(failure));
  const onClose = intents.bare("close");
  const page = show(<NameDialog name={name} onRename={onRename} onClose={onClose} t={t} />);
  return { page, intents };
}

inEachLanguage(
  "the own name is asked of the server, and the dialog closes when it is taken",
  async (t) => {
    for (const failure of [null, "too-fast"] as const) {
      const { page, intents } = nameDialog(t, { name: "Айбек", failure });
      assert.equal(page.state("textbox", t("lobby.name")).value, "Айбек");
      assert.equal(page.state("textbox", t("lobby.name"))["aria-invalid"], "false");
      page.type("textbox", t("lobby.name"), "  Азамат ");
      page.submit();
      await Promise.resolve();
      await Promise.resolve();
      intents.were(["rename", "Азамат"], ...(failure === null ? [["close"] as [string]] : []));
    }
  },
);

inEachLanguage("an empty name is not sent", (t) => {
  const { page, intents } = nameDialog(t, { name: "" });
  page.submit();
  intents.were();
});

inEachLanguage("who saves data is marked for everybody", (t) => {
  const { page } = panel(t, { savesData: (id) => id === "b" });
  page.reads(t("saving.is"));
  assert.ok(!panel(t).page.html.includes(t("saving.is")));
});
