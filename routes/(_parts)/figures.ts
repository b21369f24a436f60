// The server's figures in the text format of Prometheus, and who may read them. Pure.
import { timingSafeEqual } from "node:crypto";
import type { SignalingStats } from "@/signaling/mod.ts";

/** What is known about this process. */
export interface Figures {
  stats: SignalingStats;
  errors: number;
  /** Bytes. */
  memory: { rss: number; heapUsed: number };
  /** Seconds since the start. */
  uptime: number;
}

/** Who asks for the figures. */
export interface Reader {
  address: string;
  headers: Headers;
  /** The word that opens them; "" for none. */
  token: string;
}

/**
 * Whether they may be read: with the token, or from this machine itself. A request that a proxy
 * forwards comes from this machine, too; its headers tell.
 */
export function mayReadFigures({ address, headers, token }: Reader): boolean {
  const shown = /^Bearer (.+)$/.exec(headers.get("authorization") ?? "")?.[1];
  if (shown !== undefined) return token !== "" && isSame(shown, token);
  const isForwarded = ["forwarded", "x-forwarded-for", "x-real-ip", "via"]
    .some((name) => headers.has(name));
  return !isForwarded && /^(?:::ffff:)?127\.|^::1$/.test(address);
}

/** The figures, one a line. */
export function figuresText({ stats, errors, memory, uptime }: Figures): string {
  const lines: [name: string, value: number, label?: string][] = [
    ["juz_rooms", stats.rooms],
    ["juz_members", stats.members],
    ["juz_watchers", stats.watchers],
    ["juz_sockets", stats.sockets],
    ["juz_connections", stats.connections],
    ["juz_events_total", stats.events],
    ["juz_cut_total", stats.cut],
    ["juz_turned_away_total", stats.turnedAway],
    ["juz_errors_total", errors],
    ["juz_memory_bytes", memory.rss, 'kind="rss"'],
    ["juz_memory_bytes", memory.heapUsed, 'kind="heap"'],
    ["juz_uptime_seconds", Math.round(uptime)],
    ...Object.entries(stats.refused).map(([code, count]) =>
      ["juz_refused_total", count, `error="${code}"`] satisfies [string, number, string]
    ),
  ];
  return lines.map(([name, value, label]) => `${name}${label ? `{${label}}` : ""} ${value}\n`)
    .join("");
}

function isSame(shown: string, token: string): boolean {
  const [one, other] = [shown, token].map((text) => new TextEncoder().encode(text));
  return one !== undefined && other !== undefined && one.length === other.length &&
    timingSafeEqual(one, other);
}
