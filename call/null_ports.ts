// A call that never happens: what the server renders before a browser takes over.
import { signal } from "@preact/signals-core";
import type { Ports } from "./ports.ts";

/** Ports that do nothing, so that a page can be rendered without a browser. */
export function nullPorts(): Ports {
  const never = () => Promise.reject(new Error("there is no browser here"));
  const nothing = () => {};
  return {
    signaling: {
      connected: signal(false),
      outdated: signal(false),
      problem: signal(null),
      connect: nothing,
      check: nothing,
      suspect: nothing,
      close: nothing,
      onEvent: () => nothing,
      request: () => Promise.resolve({ ok: false, error: "offline" }),
    },
    rtc: {
      supported: true,
      ready: Promise.resolve(),
      makePeer: () => {
        throw new Error("there is no browser here");
      },
      makeStream: () => ({ id: "inert" }) as MediaStream,
    },
    devices: {
      support: "ok",
      canShareScreen: true,
      canChooseSpeaker: true,
      open: never,
      openScreen: never,
      permission: () => Promise.resolve("prompt"),
      list: () => Promise.resolve({ mic: [], camera: [], speaker: [] }),
      onChange: () => nothing,
      onPermission: () => nothing,
    },
    store: { get: () => null, set: nothing, remove: nothing, names: () => [] },
    clock: { now: () => 0, steady: () => 0, after: () => nothing, uuid: () => "", random: () => 0 },
    secrets: { subtle: null, random: (bytes) => new Uint8Array(bytes) },
    page: {
      onClosing: () => nothing,
      onRevived: () => nothing,
      onFrozen: () => nothing,
      isReload: false,
      onAwake: () => nothing,
      fragment: "",
      visible: true,
      keepAwake: nothing,
      guard: nothing,
      reload: nothing,
      mediaKeys: nothing,
      showMedia: nothing,
    },
    audio: {
      meter: () => ({ level: () => 0, running: false, close: nothing }),
      play: nothing,
      resume: nothing,
    },
    onError: nothing,
  };
}
