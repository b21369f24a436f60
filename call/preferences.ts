// What a person set up for themselves: remembered by this browser, known to nobody else.
import { type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import { type Corner, CORNERS } from "./layout/corners.ts";
import type { Store } from "./ports.ts";
import { safeStore } from "./safe_ports.ts";

/** Everything that can be set, with its default. */
export const DEFAULTS = {
  /** Show one's own picture as in a mirror. Others never see it so. */
  mirror: true,
  /** Let one's own picture float in a corner in larger meetings, too. */
  floatSelf: false,
  hideSelf: false,
  corner: "bottom-right" as Corner,
  spotlight: false,
  /** Send and ask for as little as a talk needs. */
  saveData: false,
  /** The most that is sent, in kbit/s; 0: as much as the network carries. */
  uplinkCap: 0,
  /** What a megabyte costs, in som; 0: it is not told. */
  megabytePrice: 0,
  /** Begin every call with the microphone off. */
  joinMuted: false,
  /** Let the browser take noise out of one's voice. */
  noise: true,
  /** Take nothing out of the microphone, and send it in stereo with many bits. */
  music: false,
  /** Single-key shortcuts (WCAG 2.1.4: they can be switched off). */
  keys: true,
  /** Hold the space bar to talk. */
  pushToTalk: true,
  /** … and to be silent for a moment while the microphone is on. */
  pushToMute: true,
  sounds: true,
  /** Listen to a muted microphone, on this device only, to say that one is muted. */
  mutedHint: true,
  announceMembers: true,
  announceChat: true,
  announceHands: true,
  /** Fewer movements than the system asks for. */
  calm: false,
};

/** The settings of one person. */
export type Settings = typeof DEFAULTS;

const KEY = "settings";

/** Read by anybody, written through `set` alone. */
export class Preferences {
  #store: Store;
  #settings: Signal<Readonly<Settings>>;

  constructor(store: Store) {
    this.#store = safeStore(store);
    this.#settings = signal(read(this.#store.get("browser", KEY)));
  }

  get settings(): ReadonlySignal<Readonly<Settings>> {
    return this.#settings;
  }

  set<K extends keyof Settings>(name: K, value: Settings[K]): void {
    const settings = { ...this.#settings.value, [name]: value };
    this.#settings.value = settings;
    this.#store.set("browser", KEY, JSON.stringify(settings));
  }
}

/** Whatever is stored: unknown names and values of a wrong type are as if they were not there. */
function read(text: string | null): Settings {
  const stored = parsed(text);
  const pairs = Object.entries(DEFAULTS).map(([name, fallback]) => {
    const value = Object.hasOwn(stored, name) ? stored[name] : fallback;
    return [name, fits(name, value, fallback) ? value : fallback];
  });
  return Object.fromEntries(pairs) as Settings;
}

function fits(name: string, value: unknown, fallback: unknown): boolean {
  if (name === "corner") return CORNERS.includes(value as Corner);
  if (typeof fallback === "number" && !isAmount(value)) return false;
  return typeof value === typeof fallback;
}

/** A number that a person may have typed. */
function isAmount(value: unknown): boolean {
  return typeof value === "number" && value >= 0 && value <= 1_000_000;
}

function parsed(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return typeof value === "object" && value !== null ? value as Record<string, unknown> : {};
  } catch {
    return {}; // an older version, or somebody else, wrote it
  }
}
