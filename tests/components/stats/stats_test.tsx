// The dialog on traffic says what a call has taken.
import { StatsDialog } from "@/components/stats/StatsDialog.tsx";
import { fileSize } from "@/i18n/format.ts";
import { inEachLanguage, Intents, show } from "../kit/mod.ts";

const MB = 1_048_576;

inEachLanguage(
  "bytes are told of the whole call and of each person, with how good the path is",
  (t) => {
    const intents = new Intents();
    const page = show(
      <StatsDialog
        total={{ up: 30 * MB, down: 40 * MB }}
        people={[{ id: "b", name: "Асан", up: 10 * MB, down: 20 * MB, quality: "poor" }]}
        onClose={intents.bare("close")}
        t={t}
      />,
    );
    const told = (up: number, down: number) =>
      t("stats.bytes", { up: fileSize(up, t.locale), down: fileSize(down, t.locale) });
    page.reads(t("stats.total"), told(30 * MB, 40 * MB), "Асан", told(10 * MB, 20 * MB));
    page.reads(t("quality.poor"));
    page.press("button", t("action.close"));
    intents.were(["close"]);
  },
);
