// Rooms in which one was lately, for the way back: kept by this browser, known to nobody else.
import type { Store } from "./ports.ts";

/** One room, and when one entered it last (milliseconds since 1970). */
export interface Recent {
  room: string;
  at: number;
  /** What the link carried for everybody ("#k=…"): without it one would come back without the key. */
  fragment?: string;
}

/** How the names of everything that this product keeps in a browser begin. */
export const STORE_PREFIX = "juz:";

const KEY = "recent";
const MOST = 6;
/** How the names begin under which `SavedState` keeps keys and what links carried. */
const HOST = "host:";
const SECRETS = [HOST, "key:", "link:"];

/** Newest first. */
export function recentRooms(store: Pick<Store, "get">): Recent[] {
  try {
    const stored: unknown = JSON.parse(store.get("browser", KEY) ?? "[]");
    return Array.isArray(stored) ? stored.filter(isRecent).slice(0, MOST) : [];
  } catch {
    return []; // somebody else wrote it
  }
}

export function noteRecent(store: Pick<Store, "get" | "set">, visit: Recent): void {
  const others = recentRooms(store).filter(({ room }) => room !== visit.room);
  store.set("browser", KEY, JSON.stringify([visit, ...others].slice(0, MOST)));
}

/** Forgets the rooms, and every key that this browser keeps for any room, listed or not. */
export function forgetRecent(store: Pick<Store, "remove" | "names">): void {
  store.remove("browser", KEY);
  for (const area of ["browser", "page"] as const) {
    for (const name of store.names(area)) {
      if (SECRETS.some((secret) => name.startsWith(secret))) store.remove(area, name);
    }
  }
}

/** Whether this browser keeps what makes the person a host somewhere. */
export function isHostSomewhere(store: Pick<Store, "names">): boolean {
  return store.names("browser").some((name) => name.startsWith(HOST));
}

function isRecent(value: unknown): value is Recent {
  const { room, at, fragment = "" } = (value ?? {}) as Partial<Recent>;
  return typeof room === "string" && room !== "" && typeof at === "number" &&
    typeof fragment === "string" && /^(?:#k=[\w.%-]{1,800})?$/.test(fragment);
}
