// The connection of a fake page to a real room directory in the same process.
import { signal } from "@preact/signals-core";
import type { SignalingClient } from "@/call/ports.ts";
import type { Reply } from "@/protocol/errors.ts";
import type { ServerEventName, ServerEventPayloads } from "@/protocol/events.ts";
import { perform, rowOf, TABLE } from "@/signaling/event_table.ts";
import type { HandlerContext } from "@/signaling/handlers/handler.ts";
import type { ClientConnection } from "@/signaling/room/connection.ts";
import { membershipOf } from "@/signaling/room/live_room.ts";
import type { RoomDirectory } from "@/signaling/room_directory.ts";

/**
 * Changes an event, or the answer to `room:join`, on its way to a page; `to` is the member who gets it,
 * once they are one.
 */
export type Tamper = (
  event: ServerEventName | "room:join",
  payload: object,
  to: string | null,
) => object;

/** Everything arrives in order, a few microtasks later, as long as the line holds. */
export class FakeSignaling implements SignalingClient {
  /** 1 while an effect follows `connected`, else 0. */
  followers = 0;
  readonly connected = signal(false, {
    watched: () => void this.followers++,
    unwatched: () => void this.followers--,
  });
  readonly outdated = signal(false);
  readonly problem = signal(null);
  /** When the server last heard of this page, once nothing comes from it any more. */
  silentSince: number | null = null;
  refuse: (event: string) => string | null = () => null;
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
    this.#closed = false;
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
  ): () => void {
    this.#listeners.set(event, listener);
    return () => void this.#listeners.delete(event);
  }

  get listeners(): number {
    return this.#listeners.size;
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
      : { ok: true, ...this.#answer(event, structuredClone(result)) };
    await Promise.resolve();
    return server === this.#server ? reply as never : offline;
  }

  #answer(event: keyof typeof TABLE, answer: object): object {
    return event === "room:join" ? this.#tamper(event, answer, null) : answer;
  }

  send(event: keyof typeof TABLE, payload: unknown): void {
    void this.request(event, payload);
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
