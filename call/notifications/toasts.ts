// The small messages at the lower edge: merged where they belong together, gone after a while.
import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Clock } from "../ports.ts";
import { merged, type Notification, type NotificationKind } from "./notification.ts";

/** A notification on the screen. */
export interface Toast {
  id: number;
  notification: Notification;
}

/** More than these at once hide the call. */
const MOST = 3;
const SHOWN_MS = 5_000;
/** Notifications that ask for a decision stay longer. */
const ASKING_MS = 12_000;
const ASKING: readonly NotificationKind[] = [
  "newDevice",
  "mutedTalk",
  "silentMic",
  "saveOffer",
  "sameRoom",
  "handLowered",
  "muted",
  "unmuteAsked",
  "unshared",
];

/** Shows notifications and takes them away again. */
export class Toasts {
  #clock: Pick<Clock, "after">;
  #list = signal<readonly Toast[]>([]);
  #timers = new Map<number, () => void>();
  #made = 0;

  constructor(clock: Pick<Clock, "after">) {
    this.#clock = clock;
  }

  /** Oldest first. */
  get list(): ReadonlySignal<readonly Toast[]> {
    return this.#list;
  }

  show(notification: Notification): void {
    const list = this.#list.value;
    const together = list.flatMap((toast) => {
      const both = merged(toast.notification, notification);
      return both ? [{ id: toast.id, notification: both }] : [];
    })[0];
    const toast = together ?? { id: ++this.#made, notification };
    this.#list.value = together
      ? list.map((old) => old.id === together.id ? together : old)
      : [...list, toast].slice(-MOST);
    this.#keepFor(toast);
  }

  dismiss(id: number): void {
    this.#timers.get(id)?.();
    this.#timers.delete(id);
    this.#list.value = this.#list.value.filter((toast) => toast.id !== id);
  }

  /** Takes away every toast of a kind: what it said is not true any more. */
  withdraw(kind: NotificationKind): void {
    for (const { id, notification } of this.#list.value) {
      if (notification.kind === kind) this.dismiss(id);
    }
  }

  clear(): void {
    for (const { id } of this.#list.value) this.dismiss(id);
  }

  #keepFor({ id, notification }: Toast): void {
    this.#timers.get(id)?.();
    const ms = ASKING.includes(notification.kind) ? ASKING_MS : SHOWN_MS;
    this.#timers.set(id, this.#clock.after(ms, () => this.dismiss(id)));
  }
}
