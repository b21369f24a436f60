// The server's figures in the text format of Prometheus, and who may read them. Pure.
import { timingSafeEqual } from "node:crypto";
import { isLoopbackHost } from "@/server/limits/known_hosts.ts";
import { isLoopback } from "@/signaling/gateway/client_address.ts";
import type { TurnState } from "@/server/turn/mod.ts";
import type { ClusterStats, SignalingStats } from "@/signaling/mod.ts";

/** What is known about this process. */
export interface Figures {
  stats: SignalingStats;
  errors: number;
  /** The TURN server inside; nothing for none. */
  turn?: TurnState | null;
  /** Bytes. */
  memory: { rss: number; heapUsed: number };
  /** Seconds since the start. */
  uptime: number;
}

/** Who asks for the figures. */
export interface Reader {
  address: string;
  /** The name under which they ask, with the port. */
  host: string;
  headers: Headers;
  /** The word that opens them; "" for none. */
  token: string;
}

/**
 * Whether they may be read: with the token, or from this machine itself and under its own name. A
 * request that a proxy forwards comes from this machine, too; its headers or its Host tell.
 */
export function mayReadFigures({ address, host, headers, token }: Reader): boolean {
  const shown = /^Bearer (.+)$/.exec(headers.get("authorization") ?? "")?.[1];
  if (shown !== undefined) return token !== "" && isSame(shown, token);
  const isForwarded = FORWARDING.some((name) => headers.has(name));
  return !isForwarded && isLoopback(address) && isLoopbackHost(host);
}

/** Headers that a proxy adds. */
const FORWARDING = [
  "forwarded",
  "via",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-real-ip",
];

/** The figures, one a line. */
export function figuresText({ stats, errors, memory, uptime, turn = null }: Figures): string {
  const lines: [name: string, value: number, label?: string][] = [
    ["juz_rooms", stats.rooms],
    ["juz_members", stats.members],
    ["juz_watchers", stats.subscribers],
    ["juz_sfu_rooms", stats.sfuRooms],
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
    ...(stats.cluster === null ? [] : clusterFigures(stats.cluster)),
    ...(turn === null ? [] : turnFigures(turn)),
  ];
  return lines.map(([name, value, label]) => `${name}${label ? `{${label}}` : ""} ${value}\n`)
    .join("");
}

/** Figures of one process among several. */
function clusterFigures(cluster: ClusterStats): [name: string, value: number][] {
  return [
    ["juz_redis_up", cluster.isUp ? 1 : 0],
    ["juz_rooms_owned", cluster.owned],
    ["juz_rooms_lost_total", cluster.lost],
    ["juz_lease_lapses_total", cluster.lapses],
    ["juz_process_links", cluster.links],
    ["juz_process_links_broken_total", cluster.broken],
    ["juz_process_texts_total", cluster.batches],
    ["juz_connections_away", cluster.away],
    ["juz_connections_remote", cluster.remote],
    ["juz_events_forwarded_total", cluster.forwarded],
  ];
}

/** Figures of the TURN server inside. */
function turnFigures(turn: TurnState): [name: string, value: number, label?: string][] {
  return [
    ["juz_turn_up", turn.pid === null ? 0 : 1],
    ["juz_turn_restarts_total", turn.restarts],
    ["juz_turn_relays", turn.open],
    ["juz_turn_relays_total", turn.opened],
    ["juz_turn_bytes_total", turn.bytes],
    ["juz_turn_refused_total", turn.refused.credentials, 'why="credentials"'],
    ["juz_turn_refused_total", turn.refused.quota, 'why="quota"'],
    ["juz_turn_refused_total", turn.refused.peer, 'why="peer"'],
  ];
}

function isSame(shown: string, token: string): boolean {
  const [one, other] = [shown, token].map((text) => new TextEncoder().encode(text));
  return one !== undefined && other !== undefined && one.length === other.length &&
    timingSafeEqual(one, other);
}
