// A call that never happens: what the server renders before a browser takes over.
import { signal } from "@preact/signals-core";
import type { Ports } from "./ports.ts";

const nothing = () => {};
const never = () => Promise.reject(new Error("there is no browser here"));

/** Ports that do nothing, so that a page can be rendered without a browser. */
export function nullPorts(): Ports {
  return {
    signaling: noSignaling(),
    rtc: {
      supported: true,
      ready: Promise.resolve(),
      makePeer: () => {
        throw new Error("there is no browser here");
      },
      makeStream: () => ({ id: "inert" }) as MediaStream,
      loadFrames: null,
    },
    devices: noDevices(),
    store: { get: () => null, set: nothing, remove: nothing, names: () => [] },
    clock: { now: () => 0, steady: () => 0, after: () => nothing, uuid: () => "", random: () => 0 },
    secrets: { subtle: null, random: (bytes) => new Uint8Array(bytes) },
    page: noPage(),
    audio: {
      meter: () => ({ level: () => 0, running: false, close: nothing }),
      play: nothing,
      resume: nothing,
    },
    files: never,
    recording: { supported: false, open: never },
    onError: nothing,
  };
}

function noSignaling(): Ports["signaling"] {
  return {
    connected: signal(false),
    outdated: signal(false),
    problem: signal(null),
    connect: nothing,
    check: nothing,
    suspect: nothing,
    close: nothing,
    onEvent: () => nothing,
    request: () => Promise.resolve({ ok: false, error: "offline" }),
    send: nothing,
  };
}

function noDevices(): Ports["devices"] {
  return {
    support: "ok",
    canShareScreen: true,
    canChooseSpeaker: true,
    open: never,
    openScreen: never,
    permission: () => Promise.resolve("prompt"),
    list: () => Promise.resolve({ mic: [], camera: [], speaker: [] }),
    onChange: () => nothing,
    onPermission: () => nothing,
  };
}

function noPage(): Ports["page"] {
  return {
    onClosing: () => nothing,
    onRevived: () => nothing,
    onFrozen: () => nothing,
    onInput: () => nothing,
    isReload: false,
    onAwake: () => nothing,
    fragment: "",
    visible: true,
    onVisible: () => nothing,
    pixelRatio: 1,
    network: "unknown",
    pressure: null,
    keepAwake: nothing,
    guard: nothing,
    reload: nothing,
    mediaKeys: nothing,
    showMedia: nothing,
  };
}
