// The page itself: closing, being seen, staying awake, the system's panel for calls.
import type { MediaKeys, PagePort } from "../ports.ts";
import { cpuPressure } from "./pressure.ts";

/** Chromium's names that the library of types does not have yet. */
type CallAction = MediaSessionAction | "togglemicrophone" | "togglecamera" | "hangup";

let awake = false;
let lock: WakeLockSentinel | null = null;

/** The browser's page as a call sees it. */
export const browserPage: PagePort = {
  onClosing: (listener) => listen([globalThis, "pagehide", listener]),

  onRevived: (listener) =>
    listen([
      globalThis,
      "pageshow",
      (event) => (event as PageTransitionEvent).persisted && listener(),
    ]),

  onFrozen: (listener) => listen([document, "freeze", listener]),

  onInput: (listener) =>
    listen([document, "pointerdown", listener], [document, "keydown", listener]),

  get isReload() {
    const [entry] = performance.getEntriesByType?.("navigation") ?? [];
    return (entry as PerformanceNavigationTiming | undefined)?.type === "reload";
  },

  onAwake: (listener) =>
    listen(
      [globalThis, "online", listener],
      [globalThis, "pageshow", listener],
      [document, "resume", listener], // after a freeze (W3C page-lifecycle)
      [document, "visibilitychange", () => document.hidden || listener()],
      // Chromium, Android
      [(navigator as { connection?: EventTarget }).connection, "change", listener],
    ),

  get fragment() {
    return location.hash;
  },

  set fragment(fragment: string) {
    try {
      history.replaceState(history.state, "", location.pathname + location.search + fragment);
    } catch {
      // Browsers refuse when it is asked for too often: the address stays as it is.
    }
  },

  get visible() {
    return document.visibilityState === "visible";
  },

  onVisible: (listener) => listen([document, "visibilitychange", listener]),

  get pressure() {
    return cpuPressure();
  },

  get network() {
    return (navigator as { connection?: { type?: string } }).connection?.type ?? "unknown";
  },

  get pixelRatio() {
    return globalThis.devicePixelRatio || 1;
  },

  keepAwake(on) {
    if (on === awake) return;
    awake = on;
    if (on) document.addEventListener("visibilitychange", takeLock);
    else document.removeEventListener("visibilitychange", takeLock);
    if (on) void takeLock();
    else letGo();
  },

  guard(on) {
    globalThis.removeEventListener("beforeunload", ask);
    if (on) globalThis.addEventListener("beforeunload", ask);
  },

  reload() {
    browserPage.guard(false);
    location.reload();
  },

  mediaKeys(keys) {
    setHandler("togglemicrophone", keys, (keys) => keys.mic());
    setHandler("togglecamera", keys, (keys) => keys.camera());
    setHandler("hangup", keys, (keys) => keys.hangUp());
    if (navigator.mediaSession) navigator.mediaSession.playbackState = keys ? "playing" : "none";
  },

  showMedia({ mic, camera }) {
    const session: Partial<MediaSession> & MediaState = navigator.mediaSession ?? {};
    void tell(() => session.setMicrophoneActive?.(mic));
    void tell(() => session.setCameraActive?.(camera));
  },
};

type Listening = [target: EventTarget | undefined, event: string, listener: (event: Event) => void];

/** Adds all these listeners; the answer removes them. */
function listen(...all: Listening[]): () => void {
  for (const [target, event, listener] of all) target?.addEventListener(event, listener);
  return () => {
    for (const [target, event, listener] of all) target?.removeEventListener(event, listener);
  };
}

/** Some browsers answer with a promise, and reject it where the page shows no such panel. */
async function tell(run: () => unknown): Promise<void> {
  try {
    await run();
  } catch {
    // The system's panel shows what it showed before.
  }
}

interface MediaState {
  setMicrophoneActive?(on: boolean): unknown;
  setCameraActive?(on: boolean): unknown;
}

function ask(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

/** The system takes the lock away whenever the page is hidden, so it is asked for again then. */
async function takeLock(): Promise<void> {
  if (!awake || document.visibilityState !== "visible") return;
  try {
    const granted = await navigator.wakeLock.request("screen");
    letGo(); // of an earlier one
    lock = granted;
    if (!awake) letGo(); // it came after the end
  } catch {
    // An empty battery, or a browser without it: the screen goes dark as it always does.
  }
}

function letGo(): void {
  void lock?.release().catch(() => {}); // the system has taken it already
  lock = null;
}

function setHandler(
  action: CallAction,
  keys: MediaKeys | null,
  run: (keys: MediaKeys) => void,
): void {
  try {
    const handler = keys && (() => run(keys));
    navigator.mediaSession?.setActionHandler(action as MediaSessionAction, handler);
  } catch {
    // This browser does not know the action.
  }
}
