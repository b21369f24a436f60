// The page of the connection test: before, during and after a test, in each language.
import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import type { TestResult } from "@/call/connection_test/mod.ts";
import { Conclusion, type ConclusionProps } from "@/components/connection_test/Conclusion.tsx";
import { EchoLog, type EchoLogProps } from "@/components/connection_test/EchoLog.tsx";
import { EchoMirror, type EchoMirrorProps } from "@/components/connection_test/EchoMirror.tsx";
import { Playback } from "@/components/connection_test/Playback.tsx";
import type { T } from "@/i18n/messages.ts";
import { inEachLanguage, Intents, show } from "../kit/mod.ts";

function echoLog(t: T, changes: Partial<EchoLogProps> = {}) {
  const intents = new Intents();
  const props: EchoLogProps = { log: [], ready: true, onSend: intents.note("send"), t, ...changes };
  return { page: show(<EchoLog {...props} />), intents };
}

inEachLanguage("a test message is sent once the page is ready", (t) => {
  const { page, intents } = echoLog(t);
  page.reads(t("test.log.empty"));
  page.submit();
  intents.were(["send", t("test.message.text")]);
  const early = echoLog(t, { ready: false }).page;
  assert.ok("disabled" in early.state("button", t("test.send")));
});

inEachLanguage("the log says how long an answer took, or why there was none", (t) => {
  const entry = { id: 1, text: "Салам", at: 0, roundTrip: null, failure: null };
  const { page } = echoLog(t, {
    log: [entry, { ...entry, id: 2, roundTrip: 40 }, { ...entry, id: 3, failure: "offline" }],
  });
  page.reads(
    t("test.sent", { text: "Салам" }),
    t("test.reply", { ms: 40 }),
    t("test.noReply", { reason: t("error.offline") }),
  );
  page.lacks(t("test.log.empty"));
});

function mirror(t: T, changes: Partial<EchoMirrorProps> = {}) {
  const intents = new Intents();
  const props: EchoMirrorProps = {
    support: "ok",
    problems: {},
    ready: true,
    running: false,
    connected: false,
    picture: null,
    onStart: intents.bare("start"),
    onStop: intents.bare("stop"),
    onRetry: intents.note("retry"),
    t,
    ...changes,
  };
  return { page: show(<EchoMirror {...props} />), intents };
}

inEachLanguage("devices are tested by one button, which also ends the test", (t) => {
  const { page, intents } = mirror(t);
  assert.deepEqual(page.names("heading"), [t("test.devices")]);
  page.press("button", t("test.start"));
  intents.were(["start"]);
  const running = mirror(t, { running: true });
  running.page.reads(t("test.wait"));
  running.page.press("button", t("action.cancel"));
  running.intents.were(["stop"]);
  mirror(t, { running: true, connected: true }).page.reads(t("test.playing"));
  const early = mirror(t, { ready: false }).page;
  assert.ok("disabled" in early.state("button", t("test.start")));
});

inEachLanguage("a device that failed is tried again; without devices there is no test", (t) => {
  const { page, intents } = mirror(t, { problems: { mic: "busy" } });
  page.reads(t("problem.mic.busy.title"));
  page.press("button", t("action.retry"));
  intents.were(["retry", "mic"]);
  const insecure = mirror(t, { support: "insecure" }).page;
  insecure.reads(t("problem.insecure.title"));
  assert.ok("disabled" in insecure.state("button", t("test.start")));
});

const NOTHING: TestResult = {
  startedAt: null,
  roundTrips: [],
  problems: {},
  figures: null,
  loudest: 0,
  paths: null,
  over: false,
};

function conclusion(t: T, changes: Partial<ConclusionProps> = {}) {
  const intents = new Intents();
  const props: ConclusionProps = {
    result: NOTHING,
    conclusion: "none",
    level: signal(0),
    canRecord: false,
    isRecording: false,
    recording: null,
    speaker: undefined,
    onRecord: intents.bare("record"),
    onSpeakerFailed: intents.note("failed"),
    t,
    ...changes,
  };
  return { page: show(<Conclusion {...props} />), intents };
}

inEachLanguage("nothing was tested: steps wait, and there is nothing to record or to keep", (t) => {
  const { page } = conclusion(t);
  page.reads(
    t("test.server"),
    t("device.cam"),
    t("device.mic"),
    t("test.network"),
    t("test.skipped"),
  );
  for (const name of ["test.record", "test.report"] as const) {
    assert.ok("disabled" in page.state("button", t(name)), name);
  }
});

inEachLanguage("each step says what was found, each TURN server whether it works", (t) => {
  const { page } = conclusion(t, {
    conclusion: "ok",
    result: {
      ...NOTHING,
      startedAt: 1,
      roundTrips: [30, null, 20],
      figures: { size: { width: 640, height: 480 }, frames: 9, delay: 80, loss: 1, level: 0 },
      loudest: 1,
      paths: {
        found: new Set(["host"]),
        relays: [{ url: "turn:a", kind: "udp", outcome: "works", ms: 9 }],
      },
    },
  });
  page.reads(
    t("test.verdict.ok"),
    t("test.reply", { ms: 30 }),
    t("test.size", { width: 640, height: 480 }),
    t("test.delay", { ms: 80 }),
    t("test.loss", { percent: 1 }),
    t("test.path.host"),
    t("test.relay", { url: "turn:a" }),
  );
  page.lacks(t("test.skipped"), t("test.bad"));
});

inEachLanguage("what comes back is recorded, one recording at a time, and played", (t) => {
  const { page, intents } = conclusion(t, { canRecord: true });
  page.press("button", t("test.record"));
  intents.were(["record"]);
  const busy = conclusion(t, { canRecord: true, isRecording: true }).page;
  assert.ok("disabled" in busy.state("button", t("test.recording")));
  const { html } = conclusion(t, { recording: new Blob() }).page;
  assert.ok(html.includes(`aria-label="${t("test.play")}"`));
});

inEachLanguage("a recording has the browser's own controls and a name", (t) => {
  const page = show(
    <Playback recording={new Blob()} speaker={undefined} onSpeakerFailed={() => {}} t={t} />,
  );
  assert.ok(page.html.includes(`aria-label="${t("test.play")}"`));
  assert.ok(page.html.includes("controls"));
});
