// What a page tells the others of its paths: what comes over each, what limits it, and the way to the server.
import { MAX_ID } from "../../protocol/limits.ts";

/** One path, as the page at one of its ends measures it; null is not known. */
export interface PathReport {
  /** The member at the other end. */
  readonly id: string;
  /** Share of the packets from there that do not arrive, and of those to there, 0 to 1. */
  readonly loss: number | null;
  readonly missed: number | null;
  /** Of the voice that comes, in milliseconds. */
  readonly jitter: number | null;
  /** There and back, and by how much that is more than it can be, in milliseconds. */
  readonly trip: number | null;
  readonly rise: number | null;
  /** It leads over a TURN server. */
  readonly relay: boolean;
  /** The browser believes that the way there carries hardly more than a voice. */
  readonly narrow: boolean;
}

/** All that one page has measured. */
export interface PageReport {
  readonly paths: readonly PathReport[];
  /** Its computer does not keep up. */
  readonly strained: boolean;
  /** By how much the way to the signaling server and back is longer than it can be, in ms. */
  readonly server: number | null;
  /** Whether most of what an SFU brings it is poor; null without one. */
  readonly forwarded: boolean | null;
}

/** In larger rooms pages do not tell each other: that would be too many messages. */
export const MOST_PATHS = 16;
/** Longer times say no more, in milliseconds. */
export const LONGEST_MS = 60_000;

type Raw = Readonly<Record<string, unknown>>;

/** What another page reported; null if anything in it is not as it should be. */
export function readReport({ paths, strained, server, forwarded }: Raw): PageReport | null {
  if (!Array.isArray(paths) || paths.length > MOST_PATHS) return null;
  const read = paths.map(readPath);
  const isWhole = read.every((path) => path !== null);
  const isOnce = new Set(read.map((path) => path?.id)).size === read.length;
  if (!isWhole || !isOnce || typeof strained !== "boolean" || !isTime(server)) return null;
  if (forwarded !== null && typeof forwarded !== "boolean") return null;
  return { paths: read, strained, server, forwarded };
}

function readPath(raw: unknown): PathReport | null {
  if (typeof raw !== "object" || raw === null) return null;
  const { id, loss, missed, jitter, trip, rise, relay, narrow } = raw as Raw;
  if (typeof id !== "string" || id === "" || id.length > MAX_ID) return null;
  if (!isShare(loss) || !isShare(missed)) return null;
  if (!isTime(jitter) || !isTime(trip) || !isTime(rise)) return null;
  if (typeof relay !== "boolean" || typeof narrow !== "boolean") return null;
  return { id, loss, missed, jitter, trip, rise, relay, narrow };
}

function isShare(value: unknown): value is number | null {
  return value === null || isWithin(value, 1);
}

function isTime(value: unknown): value is number | null {
  return value === null || isWithin(value, LONGEST_MS);
}

function isWithin(value: unknown, most: number): boolean {
  return typeof value === "number" && value >= 0 && value <= most; // and so no NaN
}
