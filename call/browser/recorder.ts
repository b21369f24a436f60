// A short recording of what a connection brings, for hearing oneself afterwards.
import type { Recorder } from "../ports.ts";

/** MediaRecorder; null where a browser has none or cannot record these tracks. */
export const browserRecorder: Recorder = async (tracks, ms) => {
  if (typeof MediaRecorder === "undefined" || tracks.length === 0) return null;
  const parts: Blob[] = [];
  try {
    const recorder = new MediaRecorder(new MediaStream([...tracks]));
    const done = new Promise<void>((resolve, reject) => {
      recorder.ondataavailable = ({ data }) => void (data.size > 0 && parts.push(data));
      recorder.onstop = () => resolve();
      recorder.onerror = reject;
    });
    recorder.start();
    setTimeout(() => recorder.state !== "inactive" && recorder.stop(), ms);
    await done;
    return parts.length > 0 ? new Blob(parts, { type: recorder.mimeType }) : null;
  } catch {
    return null;
  }
};
