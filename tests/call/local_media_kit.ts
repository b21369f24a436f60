// Own devices between fakes, and everything that they tell.
import { signal } from "@preact/signals-core";
import { LocalMedia } from "@/call/media/local_media.ts";
import type { Notice } from "@/call/notices/notice.ts";
import { Memory } from "@/call/memory.ts";
import { createModel } from "@/call/model.ts";
import { fakeClock, fakeDevices, fakeStore } from "../fakes/ports.ts";

/** A camera and a microphone that nobody has opened yet. */
export function setUp() {
  const devices = fakeDevices();
  const { local } = createModel(signal(true));
  const sent: Record<string, MediaStreamTrack | null> = { mic: null, camera: null };
  const errors: unknown[] = [];
  const notices: Notice[] = [];
  const noise = { on: true };
  const memory = new Memory(fakeStore());
  const clock = fakeClock();
  const media = new LocalMedia({
    ports: { devices, clock, onError: (error) => errors.push(error) },
    local,
    memory,
    noise: () => noise.on,
    notify: (notice) => notices.push(notice),
    onTrack: (slot, track) => sent[slot] = track,
  });
  return { devices, local, sent, errors, memory, media, notices, noise, clock };
}
