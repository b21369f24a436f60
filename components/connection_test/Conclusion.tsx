// What the check found out: one sentence, the four steps, figures, a recording, and a report to keep.
import type { StepState, TestConclusion, TestResult } from "@/call/connection_test/mod.ts";
import { medianOf, PATHS, reportOf, stepsOf } from "@/call/connection_test/mod.ts";
import type { ReadonlySignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { T } from "@/i18n/messages.ts";
import { Icon } from "../base/Icon.tsx";
import { saveText, surroundings } from "../base/save_text.ts";
import { LevelMeter } from "../base/LevelMeter.tsx";
import { Playback } from "./Playback.tsx";

export interface ConclusionProps {
  /** All results so far. */
  result: TestResult;
  conclusion: TestConclusion;
  /** Loudness of this moment as an amplitude from 0 to 1. */
  level: ReadonlySignal<number>;
  /** Whether there is something to record. */
  canRecord: boolean;
  isRecording: boolean;
  /** What was recorded last; null before that. */
  recording: Blob | null;
  /** Where it is played: the chosen speaker, "" for the default one, undefined if none was chosen. */
  speaker: string | undefined;
  onRecord(): void;
  /** The browser could not play through this speaker. */
  onSpeakerFailed(speaker: string): void;
  t: T;
}

export function Conclusion(props: ConclusionProps) {
  const { result, conclusion, level, recording, speaker, onSpeakerFailed, t } = props;
  return (
    <section class="card stack test-conclusion">
      <h2>{t("test.result")}</h2>
      <p class="verdict" role="status" data-verdict={conclusion}>
        {t(`test.verdict.${conclusion}`)}
      </p>
      <StepList found={result} t={t} />
      <LevelMeter level={level} t={t} />
      <Buttons {...props} />
      {recording && <Playback {...{ recording, speaker, onSpeakerFailed, t }} />}
    </section>
  );
}

function Buttons({ result, canRecord, isRecording, onRecord, t }: ConclusionProps) {
  return (
    <p class="row">
      <button type="button" class="btn" disabled={!canRecord || isRecording} onClick={onRecord}>
        <Icon name="mic" /> {t(isRecording ? "test.recording" : "test.record")}
      </button>
      <button
        type="button"
        class="btn"
        disabled={result.startedAt === null}
        onClick={() => saveText(reportOf(result, surroundings()), "juz-test.txt")}
      >
        <Icon name="download" /> {t("test.report")}
      </button>
    </p>
  );
}

function StepList({ found, t }: { found: TestResult; t: T }) {
  const { server, camera, mic, network } = stepsOf(found);
  const { figures, paths, roundTrips } = found;
  const median = medianOf(roundTrips);
  const size = figures?.size;
  return (
    <ul class="steps">
      <Step state={server} name={t("test.server")} t={t}>
        {median !== null && t("test.reply", { ms: Math.max(1, median) })}
      </Step>
      <Step state={camera} name={t("device.cam")} t={t}>
        {size && t("test.size", size)}
      </Step>
      <Step state={mic} name={t("device.mic")} t={t}>
        {figures?.delay !== null && figures?.delay !== undefined &&
          t("test.delay", { ms: figures.delay })}
        {figures?.loss !== null && figures?.loss !== undefined &&
          `, ${t("test.loss", { percent: Math.round(figures.loss) })}`}
      </Step>
      <Step state={network} name={t("test.network")} t={t}>
        {paths && (paths.found.size === 0
          ? t("test.path.none")
          : PATHS.filter((path) => paths.found.has(path)).map((path) => t(`test.path.${path}`))
            .join("; "))}
      </Step>
      {paths?.relays.map(({ url, outcome }) => (
        <Step
          key={url}
          state={outcome === "works" ? "ok" : "bad"}
          name={t("test.relay", { url: url ?? "" })}
          t={t}
        />
      ))}
    </ul>
  );
}

const ICONS = { ok: "check", bad: "x", wait: "clock", skipped: "info" } as const;
const WORDS = {
  ok: "test.ok",
  bad: "test.bad",
  wait: "test.wait",
  skipped: "test.skipped",
} as const;

interface StepProps {
  state: StepState;
  name: string;
  t: T;
  children?: ComponentChildren;
}

function Step({ state, name, t, children }: StepProps) {
  return (
    <li class="step" data-state={state}>
      <Icon name={ICONS[state]} />
      <span>
        {name}
        {children && <small class="muted">{children}</small>}
      </span>
      <b>{t(WORDS[state])}</b>
    </li>
  );
}
