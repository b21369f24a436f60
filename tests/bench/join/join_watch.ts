// Runs inside a page under measurement, bare or not: the click, the first frame of every remote
// picture, and how long tasks kept the page. Sent as text, after the harness's own probe.
import type {} from "../../browser/harness/page_probe.ts";

/** What the page keeps on `globalThis.__joinWatch`; times in milliseconds since 1970. */
export interface JoinWatch {
  clickedAt: number;
  /** When each remote picture was first shown. */
  firstFrames: number[];
  /** Milliseconds in tasks of more than 50 ms, so far. */
  longTasks: number;
  /** Resolves when so many remote pictures have been shown. */
  shown(pictures: number): Promise<void>;
}

declare global {
  var __joinWatch: JoinWatch;
}

/** The script. */
export function installJoinWatch(): void {
  if ("__joinWatch" in globalThis) return;
  const now = () => performance.timeOrigin + performance.now();
  const seen = new Set<string>();
  let waiting: (() => void)[] = [];
  const watch: JoinWatch = {
    clickedAt: 0,
    firstFrames: [],
    longTasks: 0,
    async shown(pictures) {
      while (watch.firstFrames.length < pictures) {
        await new Promise<void>((done) => waiting.push(done));
      }
    },
  };
  globalThis.__joinWatch = watch;
  addEventListener("click", () => watch.clickedAt = now(), true);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) watch.longTasks += duration;
  }).observe({ type: "longtask" });

  const isRemote = (track: MediaStreamTrack) =>
    globalThis.__probe?.connections.some(({ pc }) =>
      pc.getReceivers().some((receiver) => receiver.track === track)
    ) ?? false;
  const onFrame = () => {
    watch.firstFrames.push(now());
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  };
  const property = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, "srcObject");
  const setter = property?.set;
  if (property === undefined || setter === undefined) return;
  Object.defineProperty(HTMLMediaElement.prototype, "srcObject", {
    ...property,
    set(this: HTMLMediaElement, stream: MediaStream | null) {
      setter.call(this, stream);
      const track = stream?.getVideoTracks().find(isRemote);
      if (!(this instanceof HTMLVideoElement) || track === undefined || seen.has(track.id)) return;
      seen.add(track.id);
      this.requestVideoFrameCallback(onFrame);
    },
  });
}
