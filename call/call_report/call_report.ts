// The report of a call that a person can save and send to a helper: plain lines, without names or addresses.
import type { ConnectionDetails } from "../transport/monitor/connection_details.ts";
import type { Traffic } from "../transport/traffic_meter.ts";
import type { EventLog } from "./event_log.ts";

/** What the report tells beside what happened. */
export interface ReportParts {
  agent: string;
  languages: readonly string[];
  secure: boolean;
  /** The date, in milliseconds, and for how long things have been noted. */
  now: number;
  age: number;
  log: EventLog;
  /** Of the connections there are, by member id. */
  connections: ReadonlyMap<string, ConnectionDetails>;
  traffic: ReadonlyMap<string, Traffic>;
}

/** In English, whatever the page's language: it is read by whoever runs or writes the software. */
export function callReport(parts: ReportParts): string {
  const { agent, languages, secure, now, age, log, connections, traffic } = parts;
  const date = (ms: number) => new Date(ms).toISOString();
  const paths = [...connections].map(([id, details]) =>
    `${log.nameOf(id)}: ${detailsOf(details)}; ${bytesOf(traffic.get(id))}`
  );
  return [
    "report: Жүз call",
    `noted since: ${date(now - age)}, made: ${date(now)}`,
    `browser: ${agent}`,
    `languages: ${languages.join(", ")}`,
    `secure page: ${secure ? "yes" : "no"}`,
    "",
    "connections now:",
    ...paths.length === 0 ? ["none"] : paths,
    "",
    `what happened${log.forgotten > 0 ? ` (${log.forgotten} older lines are left out)` : ""}:`,
    ...log.events.map(({ at, text }) => `${clockOf(at)} ${text}`),
    "",
  ].join("\n");
}

/** "0:01:23.4". */
function clockOf(ms: number): string {
  const tenths = Math.floor(ms / 100);
  const two = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(tenths / 36_000), Math.floor(tenths / 600) % 60];
  return `${hours}:${two(minutes)}:${two(Math.floor(tenths / 10) % 60)}.${tenths % 10}`;
}

function detailsOf({ roundTrip, path, protocol, up, down }: ConnectionDetails): string {
  const direction = ({ kbits, loss, codecs, picture }: ConnectionDetails["up"]) =>
    [
      `${Math.round(kbits)} kbit/s`,
      loss === null ? null : `${(100 * loss).toFixed(1)} % lost`,
      codecs.join(" "),
      picture === null ? null : `${picture.width} × ${picture.height}, ${picture.fps} frames/s`,
    ].filter(Boolean).join(", ");
  return [
    path === null ? "no path" : `${path} ${protocol ?? ""}`.trim(),
    roundTrip === null ? null : `round trip ${roundTrip} ms`,
    `sent ${direction(up)}`,
    `received ${direction(down)}`,
  ].filter(Boolean).join("; ");
}

function bytesOf(traffic: Traffic | undefined): string {
  return `bytes up ${traffic?.up ?? 0}, down ${traffic?.down ?? 0}`;
}
