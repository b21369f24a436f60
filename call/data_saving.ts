// Saving data: small voices, and pictures one at a time and on request; everybody sees who does it.
import { type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import type { MembershipState } from "./membership/membership_state.ts";
import type { Notification } from "./notifications/notification.ts";
import type { Preferences } from "./preferences.ts";
import type { Scope } from "./scope.ts";
import type { Connections } from "./transport/connections.ts";
import type { MediaTransport } from "./transport/transport.ts";
import type { View } from "./view.ts";

export interface DataSavingOptions {
  scope: Scope;
  preferences: Preferences;
  membership: View<MembershipState>;
  connections: View<Connections>;
  transport: Pick<MediaTransport, "messages" | "setSaving">;
  /** A data budget leaves hardly more than voices. */
  isTight: ReadonlySignal<boolean>;
  notify(notification: Notification): void;
}

/**
 * Follows the person's setting `saveData`, and offers it once in a call whose paths are mostly poor.
 * Says once, too, that this computer does not keep up.
 */
export class DataSaving {
  readonly #members: Signal<ReadonlySet<string>> = signal(new Set());

  constructor(options: DataSavingOptions) {
    const { scope, preferences, membership, transport } = options;
    const { messages } = transport;
    const isOn = () => preferences.settings.value.saveData || options.isTight.value;
    messages.on("saving", (id, { on }) => this.#note(id, on));
    messages.onReachable((id) => {
      if (isOn()) messages.send(id, "saving", { on: true });
    });
    scope.watch(isOn, (on) => {
      transport.setSaving(on);
      for (const { id } of membership.members.value) messages.send(id, "saving", { on });
    });
    scope.effect(() => {
      const here = new Set(membership.members.value.map(({ id }) => id));
      for (const id of this.#members.peek()) if (!here.has(id)) this.#note(id, false);
    });
    tellOnce(options, () => !isOn() && isMostlyPoor(options), { kind: "saveOffer" });
    tellOnce(options, () => options.connections.spared.value > 0, { kind: "overloaded" });
  }

  /** Ids of the other members who save data. */
  get members(): ReadonlySignal<ReadonlySet<string>> {
    return this.#members;
  }

  #note(id: string, on: boolean): void {
    const members = new Set(this.#members.peek());
    if (members.has(id) === on) return;
    if (on) members.add(id);
    else members.delete(id);
    this.#members.value = members;
  }
}

function isMostlyPoor({ membership, connections }: DataSavingOptions): boolean {
  const qualities = [...connections.qualities.value.values()];
  const poor = qualities.filter((quality) => quality === "poor").length;
  return poor > 0 && 2 * poor > membership.members.value.length - 1;
}

/** Says it when it is first so in a call. */
function tellOnce(
  { scope, membership, notify }: DataSavingOptions,
  isSo: () => boolean,
  notification: Notification,
): void {
  let isTold = false;
  scope.watch(() => membership.phase.value === "call", () => isTold = false);
  scope.watch(isSo, (so) => {
    if (!so || isTold) return;
    isTold = true;
    notify(notification);
  });
}
