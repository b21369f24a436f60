// Rooms in which one was lately, for the way back: kept by this browser, known to nobody else.
import type { Store } from "./ports.ts";

/** One room, and when one entered it last (milliseconds since 1970). */
export interface Recent {
  room: string;
  at: number;
}

const KEY = "recent";
const MOST = 6;

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

export function forgetRecent(store: Pick<Store, "remove">): void {
  store.remove("browser", KEY);
}

function isRecent(value: unknown): value is Recent {
  const { room, at } = (value ?? {}) as Partial<Recent>;
  return typeof room === "string" && room !== "" && typeof at === "number";
}
