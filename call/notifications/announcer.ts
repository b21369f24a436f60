// The announcements for screen readers: one at a time, the most important first, joins merged.
import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Clock } from "../ports.ts";
import { merged, type Notification, type NotificationKind } from "./notification.ts";

/** Pause between two announcements, in milliseconds: a screen reader drops what comes faster. */
const PAUSE_MS = 700;
/** Most announcements that wait. */
const MOST = 8;

/** Smaller is said first. */
const RANK: Readonly<Record<NotificationKind, number>> = {
  unmuteAsked: 1,
  unshared: 1,
  muted: 0,
  forbidden: 0,
  notDone: 0,
  recording: 0,
  mutedTalk: 0,
  silentMic: 0,
  saveOffer: 1,
  overloaded: 1,
  sameRoom: 0,
  budgetLow: 1,
  budgetSpent: 1,
  weakLink: 2,
  speakerFailed: 0,
  defaultDevice: 0,
  handLowered: 1,
  back: 1,
  newDevice: 1,
  deviceBack: 1,
  knock: 1,
  hand: 2,
  joined: 3,
  left: 3,
  renamed: 3,
  message: 4,
};

/** An announcement; `id` tells two equal ones apart. */
export interface Announcement {
  id: number;
  notification: Notification;
}

/** Queues notifications for the live region. */
export class Announcer {
  #clock: Pick<Clock, "after">;
  #current = signal<Announcement | null>(null);
  #queue: Notification[] = [];
  #made = 0;
  #resting = false;

  constructor(clock: Pick<Clock, "after">) {
    this.#clock = clock;
  }

  /** What the live region says now. */
  get current(): ReadonlySignal<Announcement | null> {
    return this.#current;
  }

  say(notification: Notification): void {
    const at = this.#queue.findIndex((waiting) => merged(waiting, notification) !== null);
    const both = merged(this.#queue[at] ?? notification, notification);
    if (at >= 0 && both) this.#queue[at] = both;
    else this.#queue.push(notification);
    this.#queue = this.#queue.toSorted((a, b) => RANK[a.kind] - RANK[b.kind]).slice(0, MOST);
    // The first one waits, too: five people who come at once are one sentence.
    if (!this.#resting) this.#rest();
  }

  clear(): void {
    this.#queue = [];
    this.#current.value = null;
  }

  #rest(): void {
    this.#resting = true;
    this.#clock.after(PAUSE_MS, () => {
      this.#resting = false;
      const notification = this.#queue.shift();
      if (!notification) return;
      this.#current.value = { id: ++this.#made, notification };
      this.#rest();
    });
  }
}
