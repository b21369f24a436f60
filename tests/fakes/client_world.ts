// A server and its people in one process: real room directory, real calls, fake browsers, no sockets.
import type { Ports, Store } from "@/call/ports.ts";
import { loadMesh } from "@/call/transport/mesh/load_mesh.ts";
import { Call } from "@/call/call.ts";
import { Lobby } from "@/call/lobby.ts";
import type { ServerEventName } from "@/protocol/events.ts";
import type { MediaRouter } from "@/signaling/media/media_router.ts";
import { RoomDirectory } from "@/signaling/room_directory.ts";
import { ServerCrypto } from "@/signaling/server_crypto.ts";
import {
  type FakeAudio,
  fakeAudio,
  fakeClock,
  type FakeDevices,
  fakeDevices,
  fakeFiles,
  type FakePage,
  fakePage,
  fakeStore,
} from "./ports.ts";
import { countingClock } from "./counting_clock.ts";
import { Paths } from "./paths.ts";
import { settled } from "./random.ts";
import { type FakePeer, fakeRtc } from "./rtc.ts";
import { FakeSignaling, type Tamper } from "./signaling.ts";

await loadMesh({ clock: fakeClock(), onError: () => {} }); // so that joining takes no longer

const SETTINGS = {
  roomLimit: 8,
  roomsLimit: 100,
  chatHistory: 200,
  seatGraceMs: 14_000,
  silenceGraceMs: 30_000,
  reloadGraceMs: 4_000,
  silentMs: 8_000,
  seatMemoryMs: 600_000,
  stunUrls: [],
  turnUrls: [],
  turnSecret: "",
  turnTtl: 600,
};

/** One browser page with its call. */
export interface Person {
  call: Call;
  ports: Ports;
  devices: FakeDevices;
  page: FakePage;
  audio: FakeAudio;
  peers: FakePeer[];
  rtc: Ports["rtc"];
  store: Store;
  errors: unknown[];
  /** What of this page is running: timers, and those who listen to the server or follow its state. */
  running(): { timers: number; listeners: number; followers: number };
  /** Breaks and mends the way to the server. */
  setOnline(online: boolean): void;
  /** Lets the server refuse an event for another reason than its own. */
  refuse: (event: string) => string | null;
  /** Lets the page hear of something, whoever says it. */
  hear(event: ServerEventName, payload: object): void;
  /** The page goes away, as in a reload or a closed tab. */
  close(): void;
}

/** The server, and the clock that all share. */
export class Town {
  readonly clock = fakeClock();
  /** What connects the pages of those who were opened with `paths`. */
  readonly paths = new Paths();
  readonly #router: MediaRouter | null;
  #ids = 0;
  #settings: typeof SETTINGS;
  directory: RoomDirectory;
  #people: FakeSignaling[] = [];
  /** What a server that cheats makes of an event on its way. */
  tamper: Tamper = (_event, payload) => payload;

  /** With an SFU, rooms with more than two people use it. */
  constructor(settings: Partial<typeof SETTINGS> = {}, router: MediaRouter | null = null) {
    this.#router = router;
    this.#settings = { ...SETTINGS, ...settings };
    this.directory = this.#newDirectory();
  }

  /** Opens a page; give the store of an earlier one to reload it. */
  open(
    room: string,
    options: {
      store?: Store;
      online?: boolean;
      paths?: boolean;
      fragment?: string;
      /** False for a page that is no reload: a link, a way back in the history. */
      isReload?: boolean;
      /** Null for a page that may not use cryptography: on plain http away from localhost. */
      subtle?: SubtleCrypto | null;
      /** What fetches the part of the page that shares files. */
      files?: Ports["files"];
      /** What its devices do from the beginning. */
      devices?: Partial<FakeDevices>;
    } = {},
  ): Person {
    const { store = fakeStore(), online = true, paths = false, fragment = "" } = options;
    const devices = Object.assign(fakeDevices(), options.devices);
    const rtc = fakeRtc(paths ? this.paths : null);
    const errors: unknown[] = [];
    const signaling = new FakeSignaling(
      () => this.directory,
      online,
      (...said) => this.tamper(...said),
    );
    this.#people.push(signaling);
    const page = Object.assign(fakePage(), { fragment, isReload: options.isReload ?? true });
    const audio = fakeAudio();
    const clock = countingClock(this.clock);
    const ports: Ports = {
      signaling,
      rtc,
      devices,
      store,
      clock,
      secrets: {
        subtle: options.subtle === undefined ? crypto.subtle : options.subtle,
        random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
      },
      page,
      audio,
      files: options.files ?? (() => Promise.resolve(fakeFiles())),
      recording: { supported: false, open: () => Promise.reject(new Error("no recordings here")) },
      onError: (error) => errors.push(error),
    };
    const call = new Call(new Lobby(room, ports));
    call.open();
    return {
      call,
      ports,
      devices,
      page,
      audio,
      peers: rtc.peers,
      rtc,
      store,
      errors,
      running: () => {
        const { listeners, followers } = signaling;
        return { timers: clock.running, listeners, followers };
      },
      setOnline: (now) => signaling.setOnline(now),
      get refuse() {
        return signaling.refuse;
      },
      set refuse(refuse) {
        signaling.refuse = refuse;
      },
      hear: (event, payload) => signaling.hear(event, payload),
      close: () => {
        page.close();
        signaling.close();
        for (const peer of rtc.peers) peer.close();
      },
    };
  }

  /** A new server with an empty memory takes the place of the old one. */
  restart({ secret = "a secret of the tests" } = {}): void {
    for (const signaling of this.#people) signaling.setOnline(false);
    this.clock.advance(300); // no process starts in no time, and lines are placed by the time
    this.directory = this.#newDirectory(secret);
  }

  #newDirectory(secret = "a secret of the tests"): RoomDirectory {
    return new RoomDirectory({
      settings: this.#settings,
      sfu: this.#router && { router: this.#router, meshMax: 2, onError: () => {} },
      crypto: new ServerCrypto(secret),
      randomId: () => `id-${String(++this.#ids * 7919 % 10_007).padStart(5, "0")}`,
      clock: {
        now: () => this.clock.now(),
        steady: () => this.clock.steady(),
        setTimeout: (action, ms) => this.clock.after(ms, action),
        clearTimeout: (cancel) => (cancel as (() => void) | undefined)?.(),
      },
    });
  }
}

/** So many people in one room of the town. */
export async function joined(
  town: Town,
  names: readonly string[],
  room = "room1",
): Promise<Person[]> {
  const people: Person[] = [];
  for (const name of names) {
    const person = town.open(room);
    await settled();
    person.call.membership.join(name);
    await settled();
    people.push(person);
  }
  return people;
}
