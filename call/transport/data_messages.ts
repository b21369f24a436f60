// What two pages tell each other without the server, over the connection they have anyway.
import { MAX_ID, MAX_TEXT } from "../../protocol/limits.ts";
import { type MemberDemand, type PictureDemand, type Rank, RANKS } from "./demand.ts";

/**
 * Every kind of message. To add one: its fields here, its guard in `GUARDS`, and whoever wants it
 * subscribes to it on the message bus. Pages that do not know a kind ignore it, so kinds can be
 * added but their fields must not change.
 */
export interface PeerMessages {
  /** Something said while the way through the server is gone. It gets its place there later. */
  chat: { id: string; text: string; replyTo?: string };
  /** The names under which the call is known: who shows lines of another one is given away. */
  call: { names: string[] };
  /** How many texts the room's log keeps, by what this page was told; 0 if it may lack more. */
  log: { keeps: number };
  /** For the words that people compare: a page's hash of the number it drew, then the number. */
  words: { round: number; commit: string; random?: string };
  /** Keys of the files that the page holds whole; `ask`: it would like to know the other one's. */
  files: { has: string[]; ask: boolean };
  /**
   * A question with a number, and the same number `back`: whoever serves files learns from it whether
   * anything waits on the way.
   */
  echo: { number: number; back: boolean };
  /**
   * What the sending page shows of the receiving one from now on. A page that has never said it may
   * show everything: it is sent as much as there is room for.
   */
  demand: MemberDemand;
  /** Whether the page saves data: it is sent a small voice, and others may see that. */
  saving: { on: boolean };
  /** Whether an SFU brings the page what this one sends: then nothing needs to go directly. */
  pause: { on: boolean };
  /**
   * The most that the page wants to be sent of pictures by the receiving one, in bit/s; null, and
   * before it says any, for as much as there is room for.
   */
  cap: { rate: number | null };
  /** The page's microphone hears what the receiving one's hears: both stand in one room. */
  near: { on: boolean };
  /**
   * What the page measures of its paths, so that all can tell whose link is the weak one: a
   * `PageReport` that is not checked yet, because nobody needs it in the first seconds of a call.
   */
  paths: { readonly [field: string]: unknown };
}

export type MessageKind = keyof PeerMessages;

/** One message: its kind, and the fields of that kind. */
export type PeerMessage = {
  [K in keyof PeerMessages]: { kind: K } & PeerMessages[K];
}[keyof PeerMessages];

type Raw = Record<string, unknown>;

/** Checks the fields of a kind and takes those alone; null if one is wrong. */
const GUARDS: { readonly [K in keyof PeerMessages]: (raw: Raw) => PeerMessages[K] | null } = {
  chat: ({ id, text, replyTo }) => {
    if (!isText(id, MAX_ID) || !isText(text, MAX_TEXT)) return null;
    return { id, text, ...(isText(replyTo, MAX_ID) ? { replyTo } : {}) };
  },
  words: ({ round, commit, random }) => {
    if (typeof round !== "number" || !Number.isInteger(round)) return null;
    if (round < 1 || round > MAX_ROUND || !isName(commit)) return null;
    return { round, commit, ...(isName(random) ? { random } : {}) };
  },
  log: ({ keeps }) => {
    const isCount = typeof keeps === "number" && Number.isSafeInteger(keeps) && keeps >= 0;
    return isCount ? { keeps } : null;
  },
  files: ({ has, ask }) =>
    Array.isArray(has) && has.every((key) => isText(key, MAX_ID)) // as many as a message holds
      ? { has, ask: ask === true }
      : null,
  call: ({ names }) => {
    if (!Array.isArray(names) || names.length > MAX_NAMES) return null;
    return names.every(isName) ? { names } : null;
  },
  echo: ({ number, back }) =>
    Number.isSafeInteger(number) ? { number: number as number, back: back === true } : null,
  saving: ({ on }) => typeof on === "boolean" ? { on } : null,
  pause: ({ on }) => typeof on === "boolean" ? { on } : null,
  near: ({ on }) => typeof on === "boolean" ? { on } : null,
  cap: ({ rate }) => {
    const isRate = typeof rate === "number" && Number.isSafeInteger(rate) && rate >= 0;
    return isRate || rate === null ? { rate } : null;
  },
  paths: (raw) => raw,
  demand: (raw) => {
    const [camera, screen] = [pictureOf(raw.camera), pictureOf(raw.screen)];
    return camera && screen && { camera, screen };
  },
};

/** Rounds of an exchange; after the last one comes the first one again. */
export const MAX_ROUND = 1_000_000_000;

/** Names of one call. */
const MAX_NAMES = 16;

/** Sides of a picture, in pixels. */
const MAX_PIXELS = 16_384;

function pictureOf(value: unknown): PictureDemand | null {
  if (typeof value !== "object" || value === null) return null;
  const { width, height, rank } = value as Raw;
  return isPixels(width) && isPixels(height) && RANKS.includes(rank as Rank)
    ? { width, height, rank: rank as Rank }
    : null;
}

function isPixels(value: unknown): value is number {
  return Number.isInteger(value) && value as number >= 0 && value as number <= MAX_PIXELS;
}

function isName(value: unknown): value is string {
  return typeof value === "string" && /^[\w-]{1,64}$/.test(value);
}

/** Characters of one message on the wire. */
export const MAX_LETTERS = 16_000;

export function writeMessage(message: PeerMessage): string {
  return JSON.stringify(message);
}

/** What another page sent; null for what we do not know or what is not as it should be. */
export function readMessage(data: unknown): PeerMessage | null {
  if (typeof data !== "string" || data.length > MAX_LETTERS) return null;
  const raw = parse(data);
  const kind = raw?.kind;
  if (raw === null || typeof kind !== "string" || !Object.hasOwn(GUARDS, kind)) return null;
  const known = kind as keyof PeerMessages;
  const fields = GUARDS[known](raw);
  return fields === null ? null : { kind: known, ...fields } as PeerMessage;
}

function parse(text: string): Raw | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value as Raw : null;
  } catch {
    return null; // another page may send anything
  }
}

function isText(value: unknown, limit: number): value is string {
  return typeof value === "string" && value.trim() !== "" && value.length <= limit;
}
