// Camera, microphone and screen of this browser.
import type { DeviceChoice, DeviceKind, Devices, OpenOptions } from "../ports.ts";
import { isSupported } from "./rtc.ts";

/** Kinds that have no place here are left out: browsers may invent others. */
const SOURCE: Readonly<Partial<Record<string, DeviceKind>>> = {
  audioinput: "mic",
  videoinput: "camera",
  audiooutput: "speaker",
};

/** What a small mesh can carry; `ideal`, so that no camera is ever refused for it. */
const PICTURE: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30 },
};

/** `voiceIsolation` is a stronger suppression, where a browser has it (W3C mediacapture-extensions). */
function soundWith(
  { noise = true, music = false }: Pick<OpenOptions, "noise" | "music">,
): MediaTrackConstraints & Record<string, unknown> {
  return {
    echoCancellation: !music,
    noiseSuppression: noise && !music,
    voiceIsolation: noise && !music,
    autoGainControl: !music,
    ...(music ? { channelCount: { ideal: 2 } } : {}),
  };
}

/** Asks the browser for devices. Sound and picture are asked for apart: a refusal is for one. */
export const browserDevices: Devices = {
  support: supportOf(),
  canChooseSpeaker: "setSinkId" in (globalThis.HTMLMediaElement?.prototype ?? {}),
  canShareScreen: typeof navigator.mediaDevices?.getDisplayMedia === "function",

  async open(kind, { deviceId, facing, ...sound } = {}) {
    const wanted: MediaTrackConstraints = {
      ...(kind === "mic" ? soundWith(sound) : PICTURE),
      ...(deviceId === undefined ? {} : { deviceId: { exact: deviceId } }),
      ...(facing === undefined ? {} : { facingMode: { ideal: facing } }),
    };
    const stream = await navigator.mediaDevices.getUserMedia(
      kind === "mic" ? { audio: wanted } : { video: wanted },
    );
    return only(stream.getTracks());
  },

  async openScreen() {
    const options: DisplayMediaStreamOptions & Record<string, unknown> = {
      video: { frameRate: { ideal: 30 } },
      // Without this the others would hear their own voices back (W3C screen-share).
      audio: { restrictOwnAudio: true } as MediaTrackConstraints,
      selfBrowserSurface: "exclude",
      surfaceSwitching: "include",
      systemAudio: "include",
    };
    const stream = await navigator.mediaDevices.getDisplayMedia(options);
    return { video: only(stream.getVideoTracks()), audio: stream.getAudioTracks()[0] ?? null };
  },

  async permission(kind) {
    const name = (kind === "mic" ? "microphone" : "camera") as PermissionName;
    try {
      return (await navigator.permissions.query({ name })).state;
    } catch {
      return "prompt"; // Firefox before 131 cannot be asked; then nothing is known
    }
  },

  async list() {
    const choices: Record<DeviceKind, DeviceChoice[]> = { mic: [], camera: [], speaker: [] };
    for (const { kind, deviceId, label } of await navigator.mediaDevices.enumerateDevices()) {
      const source = SOURCE[kind];
      if (deviceId !== "" && source !== undefined) choices[source].push({ id: deviceId, label });
    }
    return choices;
  },

  onChange(listener) {
    const { mediaDevices } = navigator;
    mediaDevices?.addEventListener?.("devicechange", listener);
    return () => mediaDevices?.removeEventListener?.("devicechange", listener);
  },

  onPermission(listener) {
    const stop = new AbortController();
    for (const name of ["camera", "microphone"] as PermissionName[]) {
      void listenTo(name, listener, stop);
    }
    return () => stop.abort();
  },
};

async function listenTo(
  name: PermissionName,
  listener: () => void,
  { signal }: AbortController,
): Promise<void> {
  try {
    const status = await navigator.permissions.query({ name });
    status.addEventListener("change", listener, { signal });
  } catch {
    // This browser does not tell.
  }
}

function supportOf(): Devices["support"] {
  if (!globalThis.isSecureContext) return "insecure";
  return isSupported() && navigator.mediaDevices ? "ok" : "unsupported";
}

function only(tracks: MediaStreamTrack[]): MediaStreamTrack {
  const [track] = tracks;
  if (!track) throw new DOMException("the browser gave no track", "NotFoundError");
  return track;
}
