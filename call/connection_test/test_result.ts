// The results of the connection test, and the conclusion from them. Pure.
import type { DeviceProblem } from "../media/device_problem.ts";
import type { MediaStats } from "./media_stats.ts";
import type { CandidatePaths } from "./ice_candidates.ts";

/** The state of one step. */
export type StepState = "wait" | "ok" | "bad" | "skipped";

/** All results so far. */
export interface TestResult {
  /** Null before the test was started. */
  startedAt: number | null;
  /** Round trips to the server in milliseconds; null for a message that was not answered. */
  roundTrips: readonly (number | null)[];
  problems: Readonly<Partial<Record<"mic" | "camera", DeviceProblem>>>;
  /** Null while no media have arrived. */
  figures: MediaStats | null;
  /** Loudest moment so far, 0 to 1. */
  loudest: number;
  /** Null while the browser gathers candidates. */
  paths: CandidatePaths | null;
  /** True once the steps have had enough time. */
  over: boolean;
}

/** The four steps, in the order they are shown. */
export interface Steps {
  server: StepState;
  camera: StepState;
  mic: StepState;
  network: StepState;
}

/** The conclusion in one sentence; each has a text `test.verdict.…`. */
export type TestConclusion = "none" | "wait" | "server" | "devices" | "noPath" | "local" | "ok";

/** Quieter than this is a microphone that is switched off somewhere, as an amplitude. */
const SILENCE = 0.0005;

export function stepsOf(found: TestResult): Steps {
  if (found.startedAt === null) {
    return { server: "skipped", camera: "skipped", mic: "skipped", network: "skipped" };
  }
  const answered = found.roundTrips.some((time) => time !== null);
  return {
    server: stepOf({ good: answered, failed: found.roundTrips.length > 0, over: found.over }),
    camera: stepOf({
      good: (found.figures?.frames ?? 0) > 0,
      failed: found.problems.camera !== undefined,
      over: found.over,
    }),
    mic: stepOf({
      good: found.loudest > SILENCE,
      failed: found.problems.mic !== undefined,
      over: found.over,
    }),
    network: found.paths === null ? "wait" : found.paths.found.size > 0 ? "ok" : "bad",
  };
}

function stepOf({ good, failed, over }: { good: boolean; failed: boolean; over: boolean }) {
  return good ? "ok" : failed || over ? "bad" : "wait";
}

/** The worst problem first: without a server, advice about the camera is of no use. */
export function conclusionOf(found: TestResult): TestConclusion {
  if (found.startedAt === null) return "none";
  const { server, camera, mic, network } = stepsOf(found);
  if (server === "bad") return "server";
  if (camera === "bad" || mic === "bad") return "devices";
  if (network === "bad") return "noPath";
  if ([server, camera, mic, network].includes("wait")) return "wait";
  const far = found.paths?.found.has("srflx") || found.paths?.found.has("relay");
  return far ? "ok" : "local";
}

/** The middle one of the round trips, in milliseconds; null without any. */
export function medianOf(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null).sort((a, b) => a - b);
  return known[Math.floor(known.length / 2)] ?? null;
}
