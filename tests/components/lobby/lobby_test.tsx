// The lobby: devices, names, passwords, and what stands in the way.
import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import { DevicePicker } from "@/components/lobby/DevicePicker.tsx";
import { BothProblem, DeviceProblem, NoMedia } from "@/components/lobby/DeviceProblem.tsx";
import { KeyWarning } from "@/components/lobby/KeyWarning.tsx";
import { LobbyProblems } from "@/components/lobby/LobbyProblems.tsx";
import { PasswordField } from "@/components/lobby/PasswordField.tsx";
import { Refusal } from "@/components/lobby/Refusal.tsx";
import { REFUSALS } from "@/components/lobby/refusal.ts";
import { SpeakerField } from "@/components/lobby/SpeakerField.tsx";
import { ERROR_CODES } from "@/protocol/errors.ts";
import { inEachLanguage, Intents, show } from "../kit/mod.ts";

inEachLanguage("each device problem says how to put it right, and can be tried again", (t) => {
  for (const [kind, base] of [["mic", "mic"], ["camera", "cam"]] as const) {
    for (const code of ["denied", "none", "paused"] as const) {
      const intents = new Intents();
      const page = show(
        <DeviceProblem kind={kind} code={code} onRetry={intents.bare("retry")} t={t} />,
      );
      assert.deepEqual(page.names("heading"), [t(`problem.${base}.${code}.title`)]);
      assert.equal(page.has("group", ""), false);
      assert.equal(page.html.includes("<details"), code === "denied", "only a refusal has steps");
      if (code === "paused") continue;
      page.press("button", t("action.retry"));
      intents.were(["retry"]);
    }
  }
});

inEachLanguage("the same with both devices is told once; without media there is no button", (t) => {
  const intents = new Intents();
  const both = show(<BothProblem code="denied" onRetry={intents.bare("retry")} t={t} />);
  assert.deepEqual(both.names("heading"), [t("problem.both.denied.title")]);
  both.press("button", t("action.retry"));
  intents.were(["retry"]);
  for (const code of ["insecure", "unsupported"] as const) {
    const page = show(<NoMedia code={code} t={t} />);
    page.reads(t(`problem.${code}.title`));
    assert.deepEqual(page.names("button"), []);
  }
});

inEachLanguage("every refusal has its title and its one thing to do", (t) => {
  const numbers = { count: 0, limit: 0 };
  for (const code of ERROR_CODES) {
    const { title, action } = REFUSALS[code];
    const intents = new Intents();
    const page = show(
      <Refusal failure={code} watched={null} onReload={intents.bare("reload")} t={t} />,
    );
    assert.deepEqual(page.names("heading"), [t(title, numbers)], code);
    assert.equal(page.names("link").length, action === "home" ? 1 : 0, code);
    assert.equal(page.names("button").length, ["retry", "reload"].includes(action) ? 1 : 0, code);
    if (action !== "reload") continue;
    page.press("button", t("action.reload"));
    intents.were(["reload"]);
  }
});

inEachLanguage("nothing stands in the way: no problem, no doubt", (t) => {
  const props = { refusal: null, watched: null, support: "ok", problems: {} } as const;
  const silent = { onRetry() {}, onReload() {} };
  assert.equal(show(<LobbyProblems {...props} {...silent} t={t} />).text, "");
  assert.equal(show(<KeyWarning warning={null} onChoose={() => {}} t={t} />).text, "");
});

inEachLanguage("a refusal and each device stand by themselves; both devices together", (t) => {
  const intents = new Intents();
  const problems = (codes: Partial<Record<"mic" | "camera", "denied" | "busy">>) =>
    show(
      <LobbyProblems
        refusal="room-full"
        watched={{ count: 8, limit: 8 }}
        support="ok"
        problems={codes}
        onRetry={intents.note("retry")}
        onReload={intents.note("reload")}
        t={t}
      />,
    );
  const full = t("problem.full.title", { count: 8, limit: 8 });
  assert.deepEqual(problems({ mic: "denied", camera: "busy" }).names("heading"), [
    full,
    t("problem.cam.busy.title"),
    t("problem.mic.denied.title"),
  ]);
  const both = problems({ mic: "denied", camera: "denied" });
  assert.deepEqual(both.names("heading"), [full, t("problem.both.denied.title")]);
});

inEachLanguage("a doubtful key is kept or taken, a broken one needs a whole link", (t) => {
  const intents = new Intents();
  const warning = (doubt: "other" | "broken") =>
    show(<KeyWarning warning={doubt} onChoose={intents.note("choose")} t={t} />);
  warning("other").press("button", t("problem.key.keep"));
  warning("other").press("button", t("problem.key.take"));
  intents.were(["choose", "kept"], ["choose", "link"]);
  warning("broken").reads(t("problem.key.broken.help"));
  assert.deepEqual(warning("broken").names("button"), []);
});

inEachLanguage("a device is chosen by its name, or by its number where it has none", (t) => {
  const intents = new Intents();
  const picker = (choices: { id: string; label: string }[]) =>
    show(
      <DevicePicker
        id="mic"
        kind="mic"
        choices={choices}
        chosen={undefined}
        onChoose={intents.note("choose")}
        t={t}
      />,
    );
  const page = picker([{ id: "a", label: "Mic A" }, { id: "b", label: "Mic B" }]);
  assert.deepEqual(page.names("option"), ["Mic A", "Mic B"]);
  page.type("combobox", t("device.mic"), "b");
  intents.were(["choose", "b"]);
  assert.ok("disabled" in picker([]).state("combobox", t("device.mic")));
});

inEachLanguage("the speaker can be heard before the call", (t) => {
  const intents = new Intents();
  const page = show(
    <SpeakerField
      id="speaker"
      choices={[]}
      chosen={undefined}
      onChoose={intents.note("choose")}
      onTest={intents.bare("test")}
      t={t}
    />,
  );
  page.press("button", t("device.testSound"));
  intents.were(["test"]);
});

inEachLanguage("a password is typed unseen", (t) => {
  const typed = signal("");
  const page = show(<PasswordField typed={typed} t={t} />);
  assert.equal(page.state("textbox", t("lobby.password")).type, "password");
  page.type("textbox", t("lobby.password"), "сыр");
  assert.equal(typed.value, "сыр");
});
