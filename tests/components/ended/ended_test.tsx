// The screens after a call: left, replaced by another tab, removed, ended for everybody.
import assert from "node:assert/strict";
import { LeftScreen } from "@/components/ended/LeftScreen.tsx";
import { RemovedScreen } from "@/components/ended/RemovedScreen.tsx";
import { ReplacedScreen } from "@/components/ended/ReplacedScreen.tsx";
import { duration } from "@/i18n/timer.ts";
import { inEachLanguage, Intents, show } from "../kit/mod.ts";

inEachLanguage("who left reads how long it was and with how many, and can come back", (t) => {
  const intents = new Intents();
  const page = show(
    <LeftScreen lasted={3_723_000} people={5} onRejoin={intents.bare("rejoin")} t={t} />,
  );
  assert.deepEqual(page.names("heading"), [t("left.h1")]);
  page.reads(
    t("left.duration", { duration: duration(3_723_000, t.locale) }),
    t("left.people", { n: 5 }),
  );
  assert.equal(page.state("link", t("left.home")).href, "/");
  page.press("button", t("left.rejoin"));
  intents.were(["rejoin"]);
});

inEachLanguage("whose seat another tab has taken can take it back", (t) => {
  const intents = new Intents();
  const page = show(<ReplacedScreen onTakeBack={intents.bare("back")} t={t} />);
  assert.equal(page.get("heading", t("problem.duplicate.title")).tag, "h1");
  page.reads(t("problem.duplicate.help"));
  page.press("button", t("action.here"));
  intents.were(["back"]);
});

inEachLanguage("who was sent off reads what happened and by whom, and is led home", (t) => {
  for (const [isForAll, what] of [[false, "kicked"], [true, "ended"]] as const) {
    const named = show(<RemovedScreen isForAll={isForAll} by="Гүлнар" t={t} />);
    assert.deepEqual(named.names("heading"), [t(`problem.${what}.title`)]);
    named.reads(t(`problem.${what}.by`, { name: "Гүлнар" }));
    assert.equal(named.state("link", t("nav.home")).href, "/");
    show(<RemovedScreen isForAll={isForAll} by={null} t={t} />).reads(t(`problem.${what}.help`));
  }
});
