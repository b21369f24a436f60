// A browser made of fakes: devices that open at once, a clock that stands still, a store in memory.
import { signal } from "@preact/signals-core";
import type {
  AudioPort,
  Clock,
  DeviceChoice,
  DeviceKind,
  Devices,
  PagePort,
  Store,
} from "@/call/ports.ts";
import type { FilePorts } from "@/call/files/file_ports.ts";
import { memoryStore } from "@/call/files/memory_store.ts";
import { fakeTrack } from "./track.ts";

/** Adds a listener; the answer removes it. */
function added(listeners: (() => void)[], listener: () => void): () => void {
  listeners.push(listener);
  return () => void listeners.splice(listeners.indexOf(listener), 1);
}

/** Devices under a test's control. */
export interface FakeDevices extends Devices {
  /** What opening throws from now on, by kind. */
  failures: Partial<Record<"mic" | "camera" | "screen", Error>>;
  /** Ids that exist; opening another one throws OverconstrainedError. */
  ids: string[];
  opened: { kind: string; deviceId: string | undefined; track: MediaStreamTrack }[];
  /** Plays a plugged or unplugged device. */
  change(): void;
  /** Plays a change of what the page may use. */
  allow(): void;
  /** How many listeners there are. */
  readonly listeners: number;
}

/** A camera, a microphone and a screen. */
export function fakeDevices(): FakeDevices {
  const listeners: (() => void)[] = [];
  const permissions: (() => void)[] = [];
  const devices: FakeDevices = {
    support: "ok",
    canShareScreen: true,
    canChooseSpeaker: true,
    failures: {},
    ids: ["cam-1", "cam-2", "mic-1", "mic-2"],
    opened: [],
    change: () => listeners.forEach((listener) => listener()),
    onChange: (listener) => added(listeners, listener),
    onPermission: (listener) => added(permissions, listener),
    allow: () => permissions.forEach((listener) => listener()),
    get listeners() {
      return listeners.length + permissions.length;
    },
    permission: () => Promise.resolve("prompt"),
    list: () => Promise.resolve(listOf(devices.ids)),
    async open(kind, { deviceId, facing } = {}) {
      await Promise.resolve();
      const failure = devices.failures[kind];
      if (failure) throw failure;
      if (deviceId !== undefined && !devices.ids.includes(deviceId)) {
        throw named("OverconstrainedError");
      }
      const track = fakeTrack(kind === "mic" ? "audio" : "video", kind);
      Object.assign(track, { getSettings: () => ({ deviceId, facingMode: facing }) });
      devices.opened.push({ kind, deviceId, track });
      return track;
    },
    async openScreen() {
      await Promise.resolve();
      if (devices.failures.screen) throw devices.failures.screen;
      return { video: fakeTrack("video", "screen"), audio: fakeTrack("audio", "screen") };
    },
  };
  return devices;
}

function listOf(ids: readonly string[]): Record<DeviceKind, DeviceChoice[]> {
  const of = (prefix: string) =>
    ids.filter((id) => id.startsWith(prefix)).map((id) => ({ id, label: `label of ${id}` }));
  return { mic: of("mic"), camera: of("cam"), speaker: of("spk") };
}

/** An error as `getUserMedia` throws it. */
export function named(name: string, message = name): Error {
  return new DOMException(message, name);
}

/** Memory that starts empty. */
export function fakeStore(): Store {
  const values = new Map<string, string>();
  return {
    get: (area, key) => values.get(`${area}:${key}`) ?? null,
    set: (area, key, value) => void values.set(`${area}:${key}`, value),
    remove: (area, key) => void values.delete(`${area}:${key}`),
    names: (area) =>
      [...values.keys()].flatMap((name) =>
        name.startsWith(`${area}:`) ? [name.slice(area.length + 1)] : []
      ),
  };
}

/** A page that writes down what is asked of it. */
export interface FakePage extends PagePort {
  visible: boolean;
  awake: boolean;
  guarded: boolean;
  reloads: number;
  keys: Parameters<PagePort["mediaKeys"]>[0];
  isReload: boolean;
  close(): void;
  freeze(): void;
  press(): void;
  /** It is shown again, out of the browser's cache of pages. */
  revive(): void;
  wake(): void;
  /** It is hidden, or shown again. */
  show(visible: boolean): void;
  /** How many listeners there are. */
  readonly listeners: number;
}

type Three = [(() => void)[], (() => void)[], (() => void)[]];

/** A visible page. One that gets the store of another is a reload of it, if not said otherwise. */
export function fakePage(): FakePage {
  const [closing, frozen, input]: Three = [[], [], []];
  const [revived, awake, visible]: Three = [[], [], []];
  const page: FakePage = {
    ...{ visible: true, awake: false, guarded: false, reloads: 0, keys: null },
    ...{ pixelRatio: 1, network: "wifi", pressure: null, fragment: "", isReload: true },
    onClosing: (listener) => added(closing, listener),
    onRevived: (listener) => added(revived, listener),
    onFrozen: (listener) => added(frozen, listener),
    onInput: (listener) => added(input, listener),
    onAwake: (listener) => added(awake, listener),
    onVisible: (listener) => added(visible, listener),
    show: (now) => (page.visible = now, visible.forEach((listener) => listener())),
    freeze: () => frozen.forEach((listener) => listener()),
    revive: () => [...revived, ...awake].forEach((listener) => listener()),
    wake: () => awake.forEach((listener) => listener()),
    get listeners() {
      return [closing, revived, frozen, input, awake, visible].flat().length;
    },
    keepAwake: (on) => page.awake = on,
    guard: (on) => page.guarded = on,
    reload: () => void (page.reloads += 1),
    mediaKeys: (keys) => page.keys = keys,
    showMedia: () => {},
    press: () => input.forEach((listener) => listener()),
    close: () => closing.forEach((listener) => listener()),
  };
  return page;
}

/** Audio under a test's control. */
export interface FakeAudio extends AudioPort {
  /** What every meter reads, 0 to 1. */
  level: number;
  running: boolean;
  /** Sounds that were played, oldest first. */
  played: string[];
  /** Meters that are open. */
  meters: number;
}

/** Silence. */
export function fakeAudio(): FakeAudio {
  const audio: FakeAudio = {
    level: 0,
    running: true,
    played: [],
    meters: 0,
    meter: () => {
      audio.meters++;
      return {
        level: () => audio.level,
        get running() {
          return audio.running;
        },
        close: () => void audio.meters--,
      };
    },
    play: (sound) => void audio.played.push(sound),
    resume: () => {},
  };
  return audio;
}

/** A place for files in memory, and nobody to hand them to. */
export function fakeFiles(): FilePorts {
  return {
    store: memoryStore(),
    choosePlace: () => Promise.resolve(null),
    save: () => {},
    preview: () => Promise.resolve(null),
    show: () => ({ url: "", release: () => {} }),
  };
}

/** A clock that a test turns by hand. */
export interface FakeClock extends Clock {
  /** Time passes. */
  advance(ms: number): void;
  /** Somebody sets the date, by so much: no time passes. */
  set(ms: number): void;
  /** How many timers are running. */
  readonly timers: number;
}

/** A clock that stands still until a test turns it. */
export function fakeClock(): FakeClock {
  let now = 1_000_000;
  /** How far the date is ahead of the steady clock: no two readings of them are ever alike. */
  let ahead = 700_000_000;
  let ids = 0;
  let timers: { at: number; run: () => void }[] = [];
  const clock: FakeClock = {
    now: () => now + ahead,
    steady: () => clock.now() - ahead,
    set: (ms) => ahead += ms,
    get timers() {
      return timers.length;
    },
    uuid: () => `uuid-${++ids}`,
    random: () => 0.5,
    after: (ms, run) => {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => timers = timers.filter((other) => other !== timer);
    },
    advance(ms) {
      const end = now + ms;
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        timers = timers.filter((timer) => timer !== next);
        now = Math.max(now, next.at);
        next.run();
      }
      now = end;
    },
  };
  return clock;
}

/** A signal that says whether the server can be reached. */
export function fakeConnection(up = true) {
  return signal(up);
}
