// Ports that do not throw: a browser that refuses, lacks or fails something does not end a call.
import type { AudioPort, Devices, Meter, PagePort, Ports, Store } from "./ports.ts";
import type { Rtc } from "./rtc_ports.ts";

type OnError = Ports["onError"];
type Area = Parameters<Store["get"]>[0];

const SILENT_METER: Meter = { level: () => 0, running: false, close: () => {} };

const safeStores = new WeakMap<Store, Store>();
const safePortsOf = new WeakMap<Ports, Ports>();

/** The same ports; only opening or listing devices and making a connection may still fail. */
export function safePorts<P extends Ports>(ports: P): P {
  const known = safePortsOf.get(ports);
  if (known !== undefined) return known as P;
  const { store, rtc, devices, page, audio, onError } = ports;
  const safe: P = {
    ...ports,
    store: safeStore(store),
    rtc: safeRtc(rtc, onError),
    devices: safeDevices(devices, onError),
    page: safePage(page, onError),
    audio: safeAudio(audio, onError),
  };
  safePortsOf.set(ports, safe).set(safe, safe);
  return safe;
}

/**
 * A store that never throws: what the browser cannot store (forbidden, full, broken) is kept in memory
 * for as long as the page lives.
 */
export function safeStore(store: Store): Store {
  const known = safeStores.get(store);
  if (known !== undefined) return known;
  /** Values that could not be written; null for those that could not be removed. */
  const unwritten = new Map<string, string | null>();
  const nameOf = (area: Area, key: string) => `${area}:${key}`;
  const change = (area: Area, key: string, value: string | null) => {
    try {
      if (value === null) store.remove(area, key);
      else store.set(area, key, value);
      unwritten.delete(nameOf(area, key));
    } catch {
      unwritten.set(nameOf(area, key), value);
    }
  };
  const safe: Store = {
    get(area, key) {
      const kept = unwritten.get(nameOf(area, key));
      return kept !== undefined ? kept : attempt(() => store.get(area, key), null);
    },
    set: change,
    remove: (area, key) => change(area, key, null),
    names(area) {
      const names = new Set(attempt(() => store.names(area), []));
      for (const [name, value] of unwritten) {
        if (!name.startsWith(`${area}:`)) continue;
        const key = name.slice(area.length + 1);
        if (value === null) names.delete(key);
        else names.add(key);
      }
      return [...names];
    },
  };
  safeStores.set(store, safe).set(safe, safe);
  return safe;
}

const NOTHING = () => {};

/** Without a key of the page each connection makes its own. Making a connection may still throw. */
function safeRtc(rtc: Rtc, onError: OnError): Rtc {
  return {
    supported: rtc.supported,
    ready: rtc.ready.catch(onError),
    makePeer: (...how) => rtc.makePeer(...how),
    makeStream: () => rtc.makeStream(),
    loadFrames: rtc.loadFrames,
  };
}

/** Opening rejects as the browser does; nothing else throws, except `list`. */
function safeDevices(devices: Devices, onError: OnError): Devices {
  const safe: Devices = Object.create(devices, {});
  safe.open = (...how) => devices.open(...how);
  safe.openScreen = () => devices.openScreen();
  safe.permission = async (kind) => {
    try {
      return await devices.permission(kind);
    } catch (error) {
      onError(error);
      return "prompt";
    }
  };
  safe.list = async () => await devices.list();
  safe.onChange = (listener) => attempt(() => devices.onChange(listener), NOTHING, onError);
  safe.onPermission = (listener) => attempt(() => devices.onPermission(listener), NOTHING, onError);
  return safe;
}

function safePage(page: PagePort, onError: OnError): PagePort {
  const tried = (run: () => void) => attempt(run, undefined, onError);
  const listened = (listen: () => () => void) => attempt(listen, NOTHING, onError);
  return {
    onClosing: (listener) => listened(() => page.onClosing(listener)),
    onRevived: (listener) => listened(() => page.onRevived(listener)),
    onFrozen: (listener) => listened(() => page.onFrozen(listener)),
    onInput: (listener) => listened(() => page.onInput(listener)),
    get isReload() {
      return page.isReload;
    },
    onAwake: (listener) => listened(() => page.onAwake(listener)),
    get fragment() {
      return page.fragment;
    },
    set fragment(fragment: string) {
      tried(() => page.fragment = fragment);
    },
    get visible() {
      return page.visible;
    },
    onVisible: (listener) => listened(() => page.onVisible(listener)),
    get pressure() {
      return attempt(() => page.pressure, null, onError);
    },
    get network() {
      return page.network;
    },
    get pixelRatio() {
      return page.pixelRatio;
    },
    keepAwake: (on) => tried(() => page.keepAwake(on)),
    guard: (on) => tried(() => page.guard(on)),
    reload: () => tried(() => page.reload()),
    mediaKeys: (keys) => tried(() => page.mediaKeys(keys)),
    showMedia: (on) => tried(() => page.showMedia(on)),
  };
}

function safeAudio(audio: AudioPort, onError: OnError): AudioPort {
  return {
    meter: (track) => safeMeter(attempt(() => audio.meter(track), SILENT_METER, onError)),
    play: (...how) => attempt(() => audio.play(...how), undefined, onError),
    resume: () => attempt(() => audio.resume(), undefined, onError),
  };
}

/** Read ten times a second: a failure is silence and no error. */
function safeMeter(meter: Meter): Meter {
  return {
    level: () => attempt(() => meter.level(), 0),
    get running() {
      return meter.running;
    },
    close: () => attempt(() => meter.close(), undefined),
  };
}

/** The value of `run`, or `otherwise` if it throws. */
export function attempt<T>(run: () => T, otherwise: T, onError: OnError = () => {}): T {
  try {
    return run();
  } catch (error) {
    onError(error);
    return otherwise;
  }
}
