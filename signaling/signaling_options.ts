// How the signaling is set up, and what holds where nothing is said.
import { randomBytes } from "node:crypto";
import {
  RELOAD_GRACE_MS,
  SEAT_GRACE_MS,
  SEAT_MEMORY_MS,
  SILENCE_GRACE_MS,
  SILENT_MS,
} from "../protocol/limits.ts";
import { type Clock, REAL_CLOCK } from "./clock.ts";
import { Cluster } from "./cluster/cluster.ts";
import type { SharedStore } from "./cluster/shared_store.ts";
import type { TrustProxy } from "./gateway/client_address.ts";
import type { Refusal } from "./gateway/refusal_log.ts";
import { MemoryStorage } from "./memory_storage.ts";
import type { RoomSettings, SfuSettings } from "./room_settings.ts";
import type { Storage } from "./storage.ts";

/** The part of the configuration that concerns the signaling; `Config` of server/config/read_config.ts is one. */
export type SignalingConfig = Omit<RoomSettings, keyof typeof GRACES> & {
  /** Whose X-Forwarded- headers the server believes. */
  readonly trustProxy: TrustProxy;
  /** Sockets that one address may hold; 0 = any number. */
  readonly addressLimit: number;
};

/** How long the server keeps a seat, by the way its member went, in milliseconds. */
const GRACES = {
  seatGraceMs: SEAT_GRACE_MS,
  silenceGraceMs: SILENCE_GRACE_MS,
  reloadGraceMs: RELOAD_GRACE_MS,
  silentMs: SILENT_MS,
  seatMemoryMs: SEAT_MEMORY_MS,
};

export function gracesOf(options: Partial<typeof GRACES>): typeof GRACES {
  const names = Object.keys(GRACES) as (keyof typeof GRACES)[];
  const chosen = names.map((name) => [name, options[name] ?? GRACES[name]]);
  return Object.fromEntries(chosen);
}

/** How the signaling is set up; what may be left out is for tests. */
export interface SignalingOptions extends Partial<typeof GRACES> {
  config: SignalingConfig;
  /** Receives unexpected errors of handlers. The sender's answer is "internal". */
  onError: (error: unknown, event: string) => void;
  /** Hears of every refusal. */
  onRefused?: (refusal: Refusal) => void;
  /** What seats and snapshots are signed with; random if it is not given. */
  secret?: string | Uint8Array;
  /** What outlives this process; in memory if it is not given. */
  storage?: Storage;
  /** What this process shares with others, which together are one service; none if it is not given. */
  shared?: SharedStore | null;
  /** The SFU of rooms that are too large for a mesh; none if it is not given. */
  sfu?: Omit<SfuSettings, "onError"> | null;
  pingMs?: number;
  clock?: Clock;
  randomId?: () => string;
}

/** Null for a process that shares nothing with others. */
export function clusterOf(
  { shared = null, clock = REAL_CLOCK, ...options }: SignalingOptions,
): Cluster | null {
  if (shared === null) return null;
  const { randomId: random = randomId, storage: copy = new MemoryStorage(), onError } = options;
  return new Cluster({ store: shared, clock, randomId: random, copy, onError });
}

/** 128 random bits in 22 letters. */
export function randomId(): string {
  return randomBytes(16).toString("base64url");
}
