// The report that a person can download and send to a helper: plain lines, without names or addresses.
import { conclusionOf, medianOf, stepsOf, type TestResult } from "./test_result.ts";

/** What the report tells about the browser. */
export interface Surroundings {
  agent: string;
  languages: readonly string[];
  secure: boolean;
}

/** In English, whatever the page's language: it is read by whoever runs or writes the software. */
export function reportOf(found: TestResult, { agent, languages, secure }: Surroundings): string {
  const { figures, paths, problems, roundTrips, startedAt } = found;
  const steps = stepsOf(found);
  const size = figures?.size;
  const lines = {
    report: "Жүз connection test",
    started: startedAt === null ? "not started" : new Date(startedAt).toISOString(),
    browser: agent,
    languages: languages.join(", "),
    "secure page": secure ? "yes" : "no",
    verdict: conclusionOf(found),
    server: `${steps.server}; median ${ms(medianOf(roundTrips))}; ` +
      `round trips ${roundTrips.map(ms).join(", ") || "none"}`,
    camera: `${steps.camera}${problems.camera ? ` (${problems.camera})` : ""}; ` +
      `${size ? `${size.width} × ${size.height}` : "no picture"}, ${figures?.frames ?? 0} frames`,
    microphone: `${steps.mic}${problems.mic ? ` (${problems.mic})` : ""}; ` +
      `loudest ${found.loudest.toFixed(3)}`,
    connection: `delay ${ms(figures?.delay ?? null)}; loss ${
      figures?.loss === null || figures === null ? "unknown" : `${figures.loss.toFixed(1)} %`
    }`,
    network: `${steps.network}; candidates ${paths ? [...paths.found].join(", ") || "none" : "…"}`,
    ...Object.fromEntries(
      (paths?.relays ?? []).map(({ url, kind, outcome, ms }) => [
        `relay ${url} (${kind})`,
        ms === null ? outcome : `${outcome}, ${ms} ms`,
      ]),
    ),
  };
  return Object.entries(lines).map(([name, text]) => `${name}: ${text}\n`).join("");
}

function ms(time: number | null): string {
  return time === null ? "no answer" : `${time} ms`;
}
