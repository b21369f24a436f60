// The dialog on traffic says what a call has taken, and what the path to each person is like.
import assert from "node:assert/strict";
import type { ConnectionDetails } from "@/call/transport/monitor/mod.ts";
import { BudgetForm } from "@/components/stats/BudgetForm.tsx";
import { CallReport, ReportText } from "@/components/stats/CallReport.tsx";
import { FactList } from "@/components/stats/ConnectionFacts.tsx";
import { StatsDialog } from "@/components/stats/StatsDialog.tsx";
import { fileSize, number } from "@/i18n/format.ts";
import { inEachLanguage, Intents, show } from "../kit/mod.ts";

const MB = 1_048_576;

inEachLanguage(
  "bytes are told of the whole call and of each person, with how good the path is",
  (t) => {
    const intents = new Intents();
    const page = show(
      <StatsDialog
        total={{ up: 30 * MB, down: 40 * MB }}
        people={[
          { id: "b", name: "Асан", up: 10 * MB, down: 20 * MB, quality: "poor", cause: null },
          { id: "c", name: "Айбек", up: 0, down: 0, quality: "poor", cause: "relay" },
        ]}
        report={() => null}
        {...{ price: 0, budget: null, onBudget: intents.note("budget") }}
        onReport={() => Promise.resolve(null)}
        onClose={intents.bare("close")}
        t={t}
      />,
    );
    const told = (up: number, down: number) =>
      t("stats.bytes", { up: fileSize(up, t.locale), down: fileSize(down, t.locale) });
    page.reads(t("stats.total"), told(30 * MB, 40 * MB), "Асан", told(10 * MB, 20 * MB));
    page.reads(t("quality.poor"), t("details.title"), t("cause.relay"));
    page.press("button", t("action.close"));
    intents.were(["close"]);
  },
);

inEachLanguage("what it costs is told where a price is set", (t) => {
  const dialog = (price: number) =>
    show(
      <StatsDialog
        {...{ total: { up: 30 * MB, down: 40 * MB }, people: [], report: () => null, price, t }}
        {...{ budget: null, onBudget: () => {}, onClose: () => {} }}
        onReport={() => Promise.resolve(null)}
      />,
    );
  dialog(0.25).reads(t("stats.cost", { som: number(17.5, t.locale) }));
  dialog(0).lacks(t("stats.cost", { som: number(0, t.locale) }));
});

inEachLanguage("a budget: how much and for how long, then what is left of it", (t) => {
  const intents = new Intents();
  const onBudget = intents.note("budget");
  const form = show(<BudgetForm budget={null} {...{ onBudget, t }} />);
  assert.deepEqual(form.names("textbox"), [t("budget.megabytes"), t("budget.minutes")]);
  form.submit(); // nothing was typed
  const types = (name: string, value: string) =>
    assert.ok(form.hears("textbox", name, "onChange", { currentTarget: { value } }));
  types(t("budget.megabytes"), "300");
  types(t("budget.minutes"), "45");
  form.submit();
  const budget = {
    plan: { bytes: 300 * MB, ms: 2_700_000 },
    used: { bytes: 120 * MB, ms: 1_200_000 },
  };
  const left = show(<BudgetForm {...{ budget, onBudget, t }} />);
  const [used, all] = [fileSize(120 * MB, t.locale), fileSize(300 * MB, t.locale)];
  left.reads(t("budget.left", { n: 25, used, all }));
  left.press("button", t("budget.clear"));
  intents.were(["budget", budget.plan], ["budget", null]);
});

inEachLanguage("what happened is seen before it is saved", (t) => {
  const button = show(<CallReport onReport={() => Promise.resolve("x")} t={t} />);
  assert.deepEqual(button.names("button"), [t("report.show")]);
  const text = "report: Жүз call\nserver: lost";
  const page = show(<ReportText {...{ text, t }} />);
  page.reads("report: Жүз call", "server: lost", t("report.hint"));
  assert.deepEqual(page.names("region"), [t("report.title")]);
  assert.deepEqual(page.names("button"), [t("report.save"), t("report.copy")]);
});

const DETAILS: ConnectionDetails = {
  ...{ roundTrip: 80, path: "relay", protocol: "udp" },
  up: {
    ...{ kbits: 640.4, loss: 0.005, codecs: ["Opus", "VP8"] },
    picture: { width: 640, height: 360, fps: 30 },
  },
  down: { kbits: 0, loss: null, codecs: [], picture: null },
};

inEachLanguage("of a connection: the path, how long it takes, and what travels each way", (t) => {
  const page = show(<FactList details={DETAILS} t={t} />);
  page.reads(`${t("test.path.relay")}, UDP`, t("test.delay", { ms: 80 }));
  const loss = (0.5).toLocaleString(t.locale);
  page.reads(`${t("details.up", { rate: "640", loss })}, Opus, VP8, 640 × 360`);
  page.reads(t("details.fps", { fps: 30 }), t("details.down", { rate: "0", loss: "–" }));
  show(<FactList details={null} t={t} />).reads(t("test.path.none"));
});
