// Samples everybody's loudness up to ten times a second and decides who is speaking.
import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import type { Clock } from "../ports.ts";
import { SILENT, updateVoiceActivity, type VoiceActivity } from "./voice_activity.ts";
import { nextSpotlight } from "./spotlight.ts";

/** Pause between two samples, in milliseconds. */
export const EVERY_MS = 100;
/** A sample waits for another thread of the browser; on a busy computer it may use this share of time. */
const SHARE = 0.05;

export interface ActiveSpeakersOptions {
  clock: Pick<Clock, "steady" | "after">;
  /** Loudness of every member who can be heard now, oneself included, as amplitudes from 0 to 1. */
  levels: () => ReadonlyMap<string, number>;
  /** Own member id: the spotlight is for others. */
  self: () => string | null;
  /** Called after each sample, for whoever counts seconds of speech or silence. */
  onSample(now: number, levels: ReadonlyMap<string, number>): void;
}

/** Who speaks, since when, and who is in the spotlight. */
export class ActiveSpeakers {
  #options: ActiveSpeakersOptions;
  #voices: Signal<ReadonlyMap<string, VoiceActivity>> = signal(new Map());
  #spotlight = signal<string | null>(null);
  #heardAt = new Map<string, number>();
  #cancel: (() => void) | null = null;
  /** Ids of members who speak now. Changes only when somebody begins or stops. */
  readonly speaking: ReadonlySignal<ReadonlySet<string>>;
  /** Id of the member to be shown large. */
  readonly spotlight: ReadonlySignal<string | null> = this.#spotlight;

  constructor(options: ActiveSpeakersOptions) {
    this.#options = options;
    let last: ReadonlySet<string> = new Set();
    this.speaking = computed(() => {
      const now = new Set(
        [...this.#voices.value].filter(([, { speaking }]) => speaking).map(([id]) => id),
      );
      const same = now.size === last.size && [...now].every((id) => last.has(id));
      return same ? last : last = now;
    });
  }

  /** Since when a member has been speaking without a break, in milliseconds; null in silence. */
  speakingSince(id: string): number | null {
    const voice = this.#voices.peek().get(id);
    return voice?.speaking ? voice.since : null;
  }

  /** When each member was last heard speaking, in milliseconds. */
  get heardAt(): ReadonlyMap<string, number> {
    return this.#heardAt;
  }

  start(): void {
    if (this.#cancel === null) this.#wait();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#heardAt.clear();
    batch(() => {
      this.#voices.value = new Map();
      this.#spotlight.value = null;
    });
  }

  #wait(pause = EVERY_MS): void {
    const { clock } = this.#options;
    this.#cancel = clock.after(pause, () => {
      const start = clock.steady();
      try {
        this.#sample();
      } finally {
        const took = clock.steady() - start;
        if (this.#cancel !== null) this.#wait(Math.max(EVERY_MS, took / SHARE));
      }
    });
  }

  #sample(): void {
    const { clock, levels, self, onSample } = this.#options;
    const now = clock.steady();
    const before = this.#voices.peek();
    const voices = new Map<string, VoiceActivity>();
    const sampled = levels();
    for (const [id, level] of sampled) {
      const voice = updateVoiceActivity(before.get(id) ?? SILENT, { level, now });
      voices.set(id, voice);
      if (voice.speaking) this.#heardAt.set(id, now);
    }
    batch(() => {
      if (!sameVoices(before, voices)) this.#voices.value = voices;
      const others = new Map([...voices].filter(([id]) => id !== self()));
      this.#spotlight.value = nextSpotlight(this.#spotlight.peek(), others, now);
      onSample(now, sampled);
    });
  }
}

/** `updateVoiceActivity` gives back the very same value while nothing changes. */
function sameVoices(
  a: ReadonlyMap<string, VoiceActivity>,
  b: ReadonlyMap<string, VoiceActivity>,
): boolean {
  return a.size === b.size && [...b].every(([id, voice]) => a.get(id) === voice);
}
