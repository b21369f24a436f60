// Waiting, letting in, invitations and the password of a room.
import assert from "node:assert/strict";
import { InvitationForm } from "@/components/admission/InvitationForm.tsx";
import { PasswordForm } from "@/components/admission/PasswordForm.tsx";
import { WaitingBanner } from "@/components/admission/WaitingBanner.tsx";
import { WaitingScreen } from "@/components/admission/WaitingScreen.tsx";
import type { T } from "@/i18n/messages.ts";
import { MIN_PASSWORD } from "@/protocol/limits.ts";
import { ROLES, type Waiting } from "@/protocol/roles.ts";
import { inEachLanguage, Intents, show } from "../kit/mod.ts";

function banner(t: T, waiting: readonly Waiting[]) {
  const intents = new Intents();
  const page = show(
    <WaitingBanner
      waiting={waiting}
      onAdmit={intents.note("admit")}
      onRefuse={intents.note("refuse")}
      t={t}
    />,
  );
  return { page, intents };
}

const asan: Waiting = { id: "a", name: "Асан", since: 1, suspect: false };

inEachLanguage("who waits is let in or sent away by name", (t) => {
  const { page, intents } = banner(t, [asan]);
  page.reads(t("knock.waits", { name: "Асан" }));
  page.lacks(t("knock.suspect"));
  assert.deepEqual(page.names("button"), [t("knock.admit"), t("knock.refuse")]);
  page.press("button", t("knock.admit"));
  page.press("button", t("knock.refuse"));
  intents.were(["admit", "a"], ["refuse", "a"]);
});

inEachLanguage("several who wait can be let in at once, and a doubtful one is marked", (t) => {
  const { page, intents } = banner(t, [{ ...asan, suspect: true }, { ...asan, id: "b" }]);
  page.reads(t("knock.suspect"), t("knock.more", { n: 1 }));
  page.press("button", t("knock.admitAll"));
  intents.were(["admit", null]);
});

inEachLanguage("nobody waits: no banner", (t) => assert.equal(banner(t, []).page.text, ""));

inEachLanguage("who waits reads why, and whether anybody is there to open", (t) => {
  const screen = (reason: "locked" | "ended" | "suspect", attended: boolean) => {
    const intents = new Intents();
    const wait = { reason, attended };
    const page = show(
      <WaitingScreen
        {...{ wait, online: true, problem: null, t }}
        onCancel={intents.bare("cancel")}
      />,
    );
    page.press("button", t("action.cancel"));
    intents.were(["cancel"]);
    return page;
  };
  screen("locked", true).reads(t("problem.locked.title"), t("problem.locked.help"));
  screen("locked", false).reads(t("problem.locked.title"), t("problem.wait.away"));
  screen("ended", true).reads(t("problem.ended.title"), t("problem.wait.ended"));
  screen("suspect", true).lacks(t("problem.wait.away"));
  screen("suspect", false).reads(t("problem.wait.suspect.help"), t("problem.wait.away"));
});

inEachLanguage("a password is trimmed, and one that is too short is not sent", (t) => {
  const intents = new Intents();
  const form = () =>
    show(
      <PasswordForm
        hasPassword={false}
        onSet={intents.note("set", Promise.resolve(null))}
        t={t}
      />,
    );
  const long = "x".repeat(MIN_PASSWORD);
  const page = form();
  page.reads(t("host.password.off"));
  assert.equal(page.state("textbox", t("lobby.password")).type, "password");
  page.type("textbox", t("lobby.password"), ` ${long} `);
  page.submit();
  intents.were(["set", long]);
  const short = form();
  short.type("textbox", t("lobby.password"), long.slice(1));
  short.submit();
  intents.were();
});

inEachLanguage("a room's password can be changed and taken away", (t) => {
  const intents = new Intents();
  const page = show(
    <PasswordForm hasPassword onSet={intents.note("set", Promise.resolve(null))} t={t} />,
  );
  page.reads(t("host.password.on"));
  assert.ok(page.has("button", t("host.password.change")));
  page.press("button", t("host.password.remove"));
  intents.were(["set", null]);
});

inEachLanguage("an invitation is made for the role that is chosen", async (t) => {
  const intents = new Intents();
  const page = show(
    <InvitationForm
      intents={{
        make: intents.note("make", Promise.resolve("https://juz.example/r/a#i")),
        list: intents.note("list", Promise.resolve([])),
        revoke: intents.note("revoke", Promise.resolve(null)),
      }}
      t={t}
    />,
  );
  assert.deepEqual(page.names("option"), ROLES.map((role) => t(`role.${role}`)));
  page.type("combobox", t("host.invite"), "deputy");
  page.press("button", t("host.invite.make"));
  await Promise.resolve();
  await Promise.resolve();
  intents.were(["make", { role: "deputy", hours: 24, uses: 10 }], ["list"]);
});

inEachLanguage("who waits reads that the server is away, and whose trouble that is", (t) => {
  const given = { wait: { reason: "locked", attended: true } as const, onCancel: () => {}, t };
  const here = show(<WaitingScreen {...given} online problem={null} />);
  assert.ok(!here.text.includes(t("connection.connecting")));
  const away = show(<WaitingScreen {...given} online={false} problem={null} />);
  assert.ok(away.text.includes(t("connection.connecting")));
  const known = show(
    <WaitingScreen {...given} online={false} problem={{ kind: "origin", own: "https://b.kg" }} />,
  );
  assert.ok(known.text.includes(t("wire.origin.title")));
  assert.ok(known.text.includes("https://b.kg"));
});
