// What stands around the pictures: the head of the call, and the banners over the stage.
import assert from "node:assert/strict";
import { Banners, type BannersProps } from "@/components/stage/Banners.tsx";
import { CallHeader, type CallHeaderProps } from "@/components/stage/CallHeader.tsx";
import type { T } from "@/i18n/messages.ts";
import { inEachLanguage, Intents, show } from "../kit/mod.ts";

function header(t: T, changes: Partial<CallHeaderProps> = {}) {
  const intents = new Intents();
  const props: CallHeaderProps = {
    isShown: true,
    title: "Чогулуш",
    count: 3,
    level: "proven",
    isSpotlight: false,
    lasting: () => 0,
    onSpotlight: intents.note("spotlight"),
    onEncryption: intents.bare("encryption"),
    onInvite: intents.bare("invite"),
    t,
    ...changes,
  };
  return { page: show(<CallHeader {...props} />), intents };
}

inEachLanguage("the head of a call: title, people, encryption, layout, invitation", (t) => {
  const { page, intents } = header(t);
  assert.deepEqual(page.names("heading"), ["Чогулуш"]);
  page.reads(t("people.count", { n: 3 }));
  page.press("button", `${t("safety.title")}: ${t("safety.badge.proven")}`);
  page.press("button", t("layout.toSpotlight"));
  page.press("button", t("invite.title"));
  intents.were(["encryption"], ["spotlight", true], ["invite"]);
});

inEachLanguage("from the spotlight the way back is the grid; alone there is no badge", (t) => {
  const { page, intents } = header(t, { isSpotlight: true, level: "alone" });
  page.press("button", t("layout.toGrid"));
  intents.were(["spotlight", false]);
  assert.equal(page.names("button").length, 2);
});

function banners(t: T, changes: Partial<BannersProps> = {}) {
  const intents = new Intents();
  const props: BannersProps = {
    online: true,
    outdated: false,
    unanswered: false,
    problem: null,
    problems: {},
    lacksKey: false,
    unverified: [],
    blocked: false,
    onSound: intents.bare("sound"),
    t,
    ...changes,
  };
  return { page: show(<Banners {...props} />), intents };
}

inEachLanguage("in a call that is well there is no banner", (t) => {
  assert.deepEqual(banners(t).page.names("status"), [""]);
});

inEachLanguage("the server is away, for a reason where that is known", (t) => {
  banners(t, { online: false }).page.reads(t("connection.reconnecting"));
  const known = (kind: "offline" | "unreachable" | "blocked") =>
    banners(t, { online: false, problem: { kind } }).page;
  known("unreachable").reads(t("connection.reconnecting"));
  known("blocked").reads(t("wire.blocked.title"), t("wire.blocked.help"));
  assert.deepEqual(banners(t, { online: false, outdated: true }).page.names("status"), [""]);
});

inEachLanguage(
  "a server that is there and does not answer is told, and only while it is there",
  (t) => {
    banners(t, { unanswered: true }).page.reads(t("connection.unanswered"));
    const { page } = banners(t, { unanswered: true, online: false });
    page.reads(t("connection.reconnecting"));
    assert.equal(page.names("paragraph").length, 1);
  },
);

inEachLanguage(
  "sound that the browser blocks waits for a press; what is urgent comes first",
  (t) => {
    const { page, intents } = banners(t, { blocked: true, children: <p>urgent</p> });
    page.reads("urgent", t("problem.autoplay.title"));
    page.press("button", t("action.sound"));
    intents.were(["sound"]);
  },
);

inEachLanguage("who cannot be verified is named, each on a banner of their own", (t) => {
  const { page } = banners(t, {
    lacksKey: true,
    unverified: [
      { id: "a", name: "Асан", verification: "forged" },
      { id: "b", name: "Үсөн", verification: "unproven" },
    ],
  });
  page.reads(
    t("proof.keyed"),
    t("proof.forged", { name: "Асан" }),
    t("proof.unproven", { name: "Үсөн" }),
  );
  assert.equal(page.names("paragraph").length, 3);
});

inEachLanguage("each device that failed says why", (t) => {
  const { page } = banners(t, { problems: { mic: "denied", camera: "busy", screen: "denied" } });
  page.reads(
    t("problem.mic.denied.title"),
    t("problem.cam.busy.title"),
    t("problem.screen.denied.help"),
  );
});
