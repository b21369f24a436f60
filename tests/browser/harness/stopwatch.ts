// Runs inside a page under measurement, bare or not: click → first frame of somebody else's picture.

/** What the stopwatch keeps on `globalThis.__stopwatch`; times in milliseconds since 1970. */
export interface Stopwatch {
  clickedAt: number;
  firstFrameAt: number;
}

declare global {
  var __stopwatch: Stopwatch;
}

/** The script; it is sent as text and runs before the page's own. */
export function installStopwatch(): void {
  if ("__stopwatch" in globalThis) return;
  const watch: Stopwatch = { clickedAt: 0, firstFrameAt: 0 };
  globalThis.__stopwatch = watch;
  const now = () => performance.timeOrigin + performance.now();
  const connections: RTCPeerConnection[] = [];
  const isRemote = (track: MediaStreamTrack) =>
    connections.some((pc) => pc.getReceivers().some((receiver) => receiver.track === track));

  addEventListener("click", () => watch.clickedAt = now(), true);
  globalThis.RTCPeerConnection = class extends globalThis.RTCPeerConnection {
    constructor(config?: RTCConfiguration) {
      super(config);
      connections.push(this);
    }
  };
  const property = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, "srcObject");
  const setter = property?.set;
  if (property === undefined || setter === undefined) return;
  Object.defineProperty(HTMLMediaElement.prototype, "srcObject", {
    ...property,
    set(this: HTMLMediaElement, stream: MediaStream | null) {
      setter.call(this, stream);
      const shows = stream?.getVideoTracks().some(isRemote) ?? false;
      if (!(this instanceof HTMLVideoElement) || !shows || watch.firstFrameAt > 0) return;
      this.requestVideoFrameCallback(() => watch.firstFrameAt ||= now());
    },
  });
}
