// Own devices between fakes, and everything that they tell.
import { LocalMedia } from "@/call/media/local_media.ts";
import type { Notification } from "@/call/notifications/notification.ts";
import { SavedState } from "@/call/saved_state.ts";
import { MediaState } from "@/call/media/media_state.ts";
import { fakeClock, fakeDevices, fakeStore } from "../../fakes/ports.ts";

/** A camera and a microphone that nobody has opened yet. */
export function setUp() {
  const devices = fakeDevices();
  const local = new MediaState();
  const sent: Record<string, MediaStreamTrack | null> = { mic: null, camera: null };
  const errors: unknown[] = [];
  const notifications: Notification[] = [];
  const noise = { on: true, music: false };
  const savedState = new SavedState(fakeStore());
  const clock = fakeClock();
  const media = new LocalMedia({
    ports: { devices, clock, onError: (error) => errors.push(error) },
    local,
    savedState,
    sound: () => ({ noise: noise.on, music: noise.music }),
    notify: (notification) => notifications.push(notification),
    onTrack: (slot, track) => sent[slot] = track,
  });
  return { devices, local, sent, errors, savedState, media, notifications, noise, clock };
}
