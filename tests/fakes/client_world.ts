// A server and its people in one process: real room directory, real sessions, fake browsers, no sockets.
import { signal } from "@preact/signals-core";
import type { Ports, SignalingClient, Store } from "@/call/ports.ts";
import { loadMesh } from "@/call/transport/mesh/load_mesh.ts";
import { Call } from "@/call/call.ts";
import type { Session } from "@/call/session.ts";
import type { Reply } from "@/protocol/errors.ts";
import type { ServerEventName, ServerEventPayloads } from "@/protocol/events.ts";
import type { HandlerContext } from "@/signaling/handlers/handler.ts";
import { RoomDirectory } from "@/signaling/room_directory.ts";
import { ServerCrypto } from "@/signaling/server_crypto.ts";
import { perform, rowOf, TABLE } from "@/signaling/event_table.ts";
import type { ClientConnection } from "@/signaling/room/connection.ts";
import { membershipOf } from "@/signaling/room/live_room.ts";
import {
  type FakeAudio,
  fakeAudio,
  fakeClock,
  type FakeDevices,
  fakeDevices,
  type FakePage,
  fakePage,
  fakeStore,
} from "./ports.ts";
import { Paths } from "./paths.ts";
import { settled } from "./random.ts";
import { type FakePeer, fakeRtc } from "./rtc.ts";

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

/** One browser page with its session. */
export interface Person {
  call: Call;
  session: Session;
  devices: FakeDevices;
  page: FakePage;
  audio: FakeAudio;
  peers: FakePeer[];
  rtc: Ports["rtc"];
  store: Store;
  errors: unknown[];
  /** Breaks and mends the way to the server. */
  setOnline(online: boolean): void;
  /** Lets the server refuse an event for another reason than its own. */
  refuse: (event: string) => string | null;
  /** Lets the page hear of something, whoever says it. */
  hear(event: ServerEventName, payload: object): void;
  /** The page goes away, as in a reload or a closed tab. */
  close(): void;
}

/** `to` is the member who is told, once they are one. */
type Tamper = (event: ServerEventName, payload: object, to: string | null) => object;

/** The server, and the clock that all share. */
export class Town {
  readonly clock = fakeClock();
  /** What connects the pages of those who were opened with `paths`. */
  readonly paths = new Paths();
  #ids = 0;
  #settings: typeof SETTINGS;
  directory: RoomDirectory;
  #people: FakeSignaling[] = [];
  /** What a server that cheats makes of a notice on its way. */
  tamper: Tamper = (_event, payload) => payload;

  constructor(settings: Partial<typeof SETTINGS> = {}) {
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
    const ports: Ports = {
      signaling,
      rtc,
      devices,
      store,
      clock: this.clock,
      secrets: {
        subtle: crypto.subtle,
        random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
      },
      page,
      audio,
      onError: (error) => errors.push(error),
    };
    const call = new Call(room, ports);
    const { session } = call;
    session.open();
    return {
      call,
      session,
      devices,
      page,
      audio,
      peers: rtc.peers,
      rtc,
      store,
      errors,
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

/** Everything arrives in order, a few microtasks later, as long as the line holds. */
class FakeSignaling implements SignalingClient {
  readonly connected = signal(false);
  readonly outdated = signal(false);
  readonly problem = signal(null);
  /** When the server last heard of this page, once nothing comes from it any more. */
  silentSince: number | null = null;
  refuse: Person["refuse"] = () => null;
  #directory: () => RoomDirectory;
  #tamper: Tamper;
  #server: { directory: RoomDirectory; visitor: ClientConnection } | null = null;
  #wanted = false;
  #closed = false;
  #up: boolean;
  #listeners = new Map<string, (payload: never) => void>();

  constructor(directory: () => RoomDirectory, up: boolean, tamper: Tamper) {
    this.#tamper = tamper;
    this.#directory = directory;
    this.#up = up;
  }

  connect(): void {
    this.#wanted = true;
    this.#update();
  }

  check(): void {}

  suspect(): void {}

  close(): void {
    this.#closed = true;
    this.#update();
  }

  setOnline(up: boolean): void {
    this.#up = up;
    this.#update();
  }

  onEvent<E extends ServerEventName>(
    event: E,
    listener: (payload: ServerEventPayloads[E]) => void,
  ): void {
    this.#listeners.set(event, listener);
  }

  hear(event: ServerEventName, payload: object): void {
    this.#listeners.get(event)?.(payload as never);
  }

  async request(event: keyof typeof TABLE, payload: unknown): Promise<never> {
    const server = this.#server;
    const offline = { ok: false, error: "offline" } as never;
    if (!server) return offline;
    await Promise.resolve();
    if (server !== this.#server && event !== "room:leave") return offline;
    const asking: HandlerContext = { directory: server.directory, sender: server.visitor };
    const row = rowOf(event);
    const result = this.refuse(event) ??
      (row ? await perform(row, asking, structuredClone(payload)) : "invalid");
    const reply: Reply<object> = typeof result === "string"
      ? { ok: false, error: result as "internal" }
      : { ok: true, ...structuredClone(result) };
    await Promise.resolve();
    return server === this.#server ? reply as never : offline;
  }

  #update(): void {
    const up = this.#up && this.#wanted && !this.#closed;
    const server = this.#server;
    if (up === (server !== null)) return;
    if (up) this.#plugIn();
    else this.#server = null;
    if (server) {
      queueMicrotask(() => queueMicrotask(() => server.directory.disconnected(server.visitor)));
    }
    this.connected.value = up;
  }

  #plugIn(): void {
    const directory = this.#directory();
    const visitor: ClientConnection = directory.enter({
      notify: (event, payload) => {
        const to = membershipOf(visitor)?.member ?? null;
        const copy = this.#tamper(event, structuredClone(payload), to);
        queueMicrotask(() => {
          if (this.#server?.visitor === visitor) this.#listeners.get(event)?.(copy as never);
        });
      },
      heardAt: () => this.silentSince ?? directory.steady(),
      drop: () => this.setOnline(false),
    });
    this.#server = { directory, visitor };
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
    person.session.join(name);
    await settled();
    people.push(person);
  }
  return people;
}
