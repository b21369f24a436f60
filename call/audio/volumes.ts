// How loud each of the others is to be, for this person alone; remembered by member.
import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Store } from "../ports.ts";
import { safeStore } from "../safe_ports.ts";

/** Twice as loud as they are. */
export const LOUDEST = 2;

const KEY = "volumes";
/** Members kept; the oldest are forgotten, and what older programs kept by name. */
const MOST = 100;

/** What was set for one voice. */
export interface Volume {
  /** 0 to {@link LOUDEST}; 1 is as it comes. */
  level: number;
  muted: boolean;
}

const AS_IT_COMES: Volume = { level: 1, muted: false };

/**
 * Volumes by the member's id, which lasts as long as the seat: whoever takes somebody's name must not
 * take the volume, too.
 */
export class Volumes {
  #store: Store;
  #all = signal<ReadonlyMap<string, Volume>>(new Map());

  constructor(store: Store) {
    this.#store = safeStore(store);
    this.#all.value = read(this.#store.get("browser", KEY));
  }

  get all(): ReadonlySignal<ReadonlyMap<string, Volume>> {
    return this.#all;
  }

  of(id: string): Volume {
    return this.#all.value.get(id) ?? AS_IT_COMES;
  }

  /** The factor for the sound of this person. */
  gainOf(id: string): number {
    const { level, muted } = this.of(id);
    return muted ? 0 : level;
  }

  setLevel(id: string, level: number): void {
    this.#set(id, { level: Math.min(LOUDEST, Math.max(0, level)), muted: false });
  }

  setMuted(id: string, muted: boolean): void {
    const { level } = this.of(id);
    this.#set(id, { level, muted });
  }

  #set(id: string, volume: Volume): void {
    const all = new Map(this.#all.value);
    all.delete(id); // the newest stand last
    all.set(id, volume);
    const kept = new Map([...all].slice(-MOST));
    this.#all.value = kept;
    this.#store.set("browser", KEY, JSON.stringify([...kept]));
  }
}

function read(text: string | null): Map<string, Volume> {
  try {
    const stored: unknown = JSON.parse(text ?? "[]");
    return new Map((Array.isArray(stored) ? stored : []).filter(isEntry));
  } catch {
    return new Map(); // somebody else wrote it
  }
}

function isEntry(entry: unknown): entry is [string, Volume] {
  if (!Array.isArray(entry)) return false;
  const [name, volume] = entry;
  return typeof name === "string" && typeof volume === "object" && volume !== null &&
    typeof volume.level === "number" && volume.level >= 0 && volume.level <= LOUDEST &&
    typeof volume.muted === "boolean";
}
