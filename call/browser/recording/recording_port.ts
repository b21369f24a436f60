// Recordings of this browser; the workers are fetched when the first one begins.
import type { RecordingPort } from "../../recording/recording_port.ts";

/** Frames of receivers, and a place to keep them, are what a recording needs. */
export const browserRecording: RecordingPort = {
  get supported() {
    return "RTCRtpScriptTransform" in globalThis && "locks" in navigator &&
      typeof navigator.storage?.getDirectory === "function";
  },
  async open(about) {
    const { BrowserRecorder } = await import("./browser_recorder.ts");
    return new BrowserRecorder(about);
  },
};
