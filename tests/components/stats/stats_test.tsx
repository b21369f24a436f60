// The dialog on traffic says what a call has taken, and what the path to each person is like.
import type { ConnectionDetails } from "@/call/transport/monitor/mod.ts";
import { FactList } from "@/components/stats/ConnectionFacts.tsx";
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
        people={[
          { id: "b", name: "Асан", up: 10 * MB, down: 20 * MB, quality: "poor", cause: null },
          { id: "c", name: "Айбек", up: 0, down: 0, quality: "poor", cause: "relay" },
        ]}
        report={() => null}
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
