// Devices that were pulled out and are there again: what the person chose is used again by itself.
import type { SavedState } from "../saved_state.ts";
import type { MediaState } from "./media_state.ts";
import type { Notification } from "../notifications/notification.ts";
import type { DeviceKind } from "../ports.ts";
import type { NewDevice } from "./device_changes.ts";

/**
 * Chooses a new device again if it is the one that the person once chose. Whether it is on stays as
 * it is: an open track follows, a muted microphone is opened when it is next wanted.
 */
export function takeBack(
  { device: kind, id }: NewDevice,
  { local, savedState }: { local: MediaState; savedState: SavedState },
): boolean {
  if (savedState.devices()[kind] !== id) return false;
  if (local.chosen.value[kind] !== id) local.chosen.value = { ...local.chosen.value, [kind]: id };
  return true;
}

/** The chosen speaker is pulled out, or is back. */
export function noteSpeakers(
  { speaker: listed }: Record<DeviceKind, readonly { id: string }[]>,
  { local, notify }: { local: MediaState; notify(notification: Notification): void },
): void {
  const { value: { speaker: id } } = local.chosen;
  const isIn = (list: readonly { id: string }[]) => list.some((choice) => choice.id === id);
  const [was, is] = [isIn(local.choices.value.speaker), isIn(listed)];
  if (was && !is) notify({ kind: "speakerFailed" });
  if (!was && is && local.failedSpeaker.value === id) local.failedSpeaker.value = null;
}
