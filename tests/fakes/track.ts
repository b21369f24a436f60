// Tracks without a device: what happens to real ones from outside, a test does.

let serial = 0;

/** A track that is only a name. */
export function fakeTrack(kind: "audio" | "video", label: string = kind): MediaStreamTrack {
  const track = new EventTarget();
  return Object.assign(track, {
    kind,
    id: `${label}-${++serial}`,
    label,
    enabled: true,
    muted: false,
    readyState: "live",
    contentHint: "",
    getSettings: () => ({}),
    stop() {
      Object.assign(track, { readyState: "ended" });
    },
  }) as unknown as MediaStreamTrack;
}

/** Ends a track from outside, as unplugging its device does. */
export function unplug(track: MediaStreamTrack): void {
  track.stop();
  track.dispatchEvent(new Event("ended"));
}

/** The system holds a track back, or gives it again. */
export function holdBack(track: MediaStreamTrack, muted: boolean): void {
  Object.assign(track, { muted });
  track.dispatchEvent(new Event(muted ? "mute" : "unmute"));
}
