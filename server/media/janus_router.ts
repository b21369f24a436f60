// Janus as a `MediaRouter`: one session, opened again whenever it is lost.
import type { MediaRouter, RoutedRoom, RoutedRoomEvents } from "../../signaling/mod.ts";
import { JanusRoom } from "./janus_room.ts";
import { JanusSession } from "./janus_session.ts";

/** Pauses between two attempts to reach it, in milliseconds; the last one repeats. */
const PAUSES_MS = [200, 500, 1_000, 2_000, 5_000] as const;
/** All our rooms begin so: another program may use the same Janus. */
const ROOM_PREFIX = "juz-";
/** Rooms of a server that died are looked for so often, in milliseconds. */
const SWEEP_MS = 60_000;

export interface JanusRouterOptions {
  /** Of its WebSocket interface: ws://127.0.0.1:8188 */
  url: string;
  /** `api_secret` of janus.jcfg. */
  secret: string;
  /** Told in one sentence, once for each loss. */
  onWarning(sentence: string): void;
}

/** Commands one Janus. */
export class JanusRouter implements MediaRouter {
  onUp: MediaRouter["onUp"] = null;
  readonly #options: JanusRouterOptions;
  readonly #rooms = new Map<JanusRoom, RoutedRoomEvents>();
  #session: JanusSession | null = null;
  #control = 0;
  #attempts = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sweeper: ReturnType<typeof setInterval> | undefined;
  /** Rooms in which nobody was at the last look. */
  #empty: ReadonlySet<string> = new Set();
  #isClosed = false;

  constructor(options: JanusRouterOptions) {
    this.#options = options;
    void this.#open();
  }

  get isUp(): boolean {
    return this.#session !== null;
  }

  async openRoom(events: RoutedRoomEvents): Promise<RoutedRoom> {
    const session = this.#session;
    if (session === null) throw new Error("Janus cannot be reached");
    const room = new JanusRoom({
      ...{ session, control: this.#control, events, id: ROOM_PREFIX + crypto.randomUUID() },
      onClosed: () => this.#rooms.delete(room),
    });
    this.#rooms.set(room, events);
    try {
      await room.create();
    } catch (error) {
      this.#rooms.delete(room);
      throw error;
    }
    return room;
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    clearInterval(this.#sweeper);
    for (const room of [...this.#rooms.keys()]) room.close();
    this.#session?.close();
    this.#session = null;
  }

  async #open(): Promise<void> {
    const { url, secret, onWarning } = this.#options;
    try {
      const onLost = () => this.#lost(session);
      const { session, control } = await JanusSession.open({ url, secret, onLost });
      if (this.#isClosed) return session.close();
      this.#control = control;
      this.#session = session;
      if (this.#attempts > 0) onWarning(`SFU_URL: ${url} answers.`);
      this.#attempts = 0;
      this.#sweeper = setInterval(() => void this.#sweep().catch(() => {}), SWEEP_MS);
      this.onUp?.();
    } catch (error) {
      if (this.#attempts === 0) {
        onWarning(`SFU_URL: ${url}: ${(error as Error).message}. Rooms go on as a mesh.`);
      }
      this.#openLater();
    }
  }

  #openLater(): void {
    if (this.#isClosed) return;
    const pause = PAUSES_MS[Math.min(this.#attempts++, PAUSES_MS.length - 1)];
    this.#timer = setTimeout(() => void this.#open(), pause);
  }

  #lost(session: JanusSession): void {
    if (this.#session !== session) return;
    this.#session = null;
    clearInterval(this.#sweeper);
    const { url, onWarning } = this.#options;
    onWarning(`SFU_URL: ${url} is gone. Rooms go on as a mesh.`);
    const lost = [...this.#rooms.values()];
    this.#rooms.clear();
    for (const { onLost } of lost) onLost();
    this.#attempts = 1; // the loss was told
    this.#openLater();
  }

  /** A server that was killed leaves its rooms behind; those found empty twice are nobody's. */
  async #sweep(): Promise<void> {
    const session = this.#session;
    if (session === null) return;
    const { data } = await session.say(this.#control, { request: "list" });
    const own = new Set([...this.#rooms.keys()].map(({ id }) => id));
    const rooms = (data.list ?? []) as { room: string; num_participants: number }[];
    const empty = rooms.filter(({ room, num_participants: people }) =>
      people === 0 && String(room).startsWith(ROOM_PREFIX) && !own.has(room)
    ).map(({ room }) => room);
    for (const room of empty.filter((one) => this.#empty.has(one))) {
      await session.say(this.#control, { request: "destroy", room }).catch(() => {});
    }
    this.#empty = new Set(empty);
  }
}
