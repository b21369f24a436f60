// How loud each of the others is to be, for this person alone; remembered by name.
import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Store } from "../ports.ts";
import { safeStore } from "../safe_ports.ts";

/** Twice as loud as they are. */
export const LOUDEST = 2;

const KEY = "volumes";
/** Names kept; the oldest are forgotten. */
const MOST = 100;

/** What was set for one voice. */
export interface Volume {
  /** 0 to {@link LOUDEST}; 1 is as it comes. */
  level: number;
  muted: boolean;
}

const AS_IT_COMES: Volume = { level: 1, muted: false };

/** Volumes by the name of the person. */
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

  of(name: string): Volume {
    return this.#all.value.get(name) ?? AS_IT_COMES;
  }

  /** The factor for the sound of this person. */
  gainOf(name: string): number {
    const { level, muted } = this.of(name);
    return muted ? 0 : level;
  }

  setLevel(name: string, level: number): void {
    this.#set(name, { level: Math.min(LOUDEST, Math.max(0, level)), muted: false });
  }

  setMuted(name: string, muted: boolean): void {
    const { level } = this.of(name);
    this.#set(name, { level, muted });
  }

  #set(name: string, volume: Volume): void {
    const all = new Map(this.#all.value);
    all.delete(name); // the newest stand last
    all.set(name, volume);
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
