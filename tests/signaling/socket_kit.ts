// A real server on a real port, and real sockets to it. Nothing here sleeps: it waits for events.
import { PROTOCOL_VERSION } from "@/protocol/version.ts";
import assert from "node:assert/strict";
import { io, type Socket } from "socket.io-client";
import { createWebServer } from "@/server/http_server.ts";
import type { Reply } from "@/protocol/errors.ts";
import type {
  RequestName,
  Requests,
  ServerEventName,
  ServerEventPayloads,
} from "@/protocol/events.ts";
import type { Join, Joined } from "@/protocol/shapes.ts";
import type { Clock } from "@/signaling/clock.ts";
import type { SignalingOptions } from "@/signaling/signaling_options.ts";
import { attachSignaling, type Signaling } from "@/signaling/mod.ts";
import { SETTINGS } from "./room_directory_kit.ts";
import { MEDIA_OFF } from "./values.ts";

/** How long a test waits before it calls a thing missing, in milliseconds. */
const TIMEOUT_MS = 10_000;

/**
 * For tests that must leave nothing behind; Deno does not look unless it is told to. Tests with
 * polling clients cannot promise it: such a client goes on tidying up for a moment after close().
 */
export const CLEAN = { sanitizeOps: true, sanitizeResources: true };

/** What a test may set; time and chance are real unless given. */
export interface StartOptions extends Partial<Omit<SignalingOptions, "config" | "onError">> {
  config?: Partial<SignalingOptions["config"]>;
}

/** A running server. `errors` must stay empty: handlers do not throw. */
export interface TestServer extends AsyncDisposable {
  url: string;
  port: number;
  errors: unknown[];
  signaling: Signaling;
  close(): Promise<void>;
}

/** Starts a server on a free port. `await using` closes it and checks its errors. */
export async function startServer({ config, ...options }: StartOptions = {}): Promise<TestServer> {
  const errors: unknown[] = [];
  const web = createWebServer({
    handler: () => new Response("a page"),
    tls: null,
    onError: (error) => void errors.push(error),
  });
  const signaling = attachSignaling(web.node, {
    config: { ...SETTINGS, trustProxy: false, addressLimit: 0, roomsLimit: 1_000, ...config },
    onError: (error) => void errors.push(error),
    ...options,
  });
  const port = await web.listen({ port: 0, host: "127.0.0.1" });
  assert.ok(typeof port === "number", String(port));
  const close = async () => {
    await Promise.all([signaling.close(), web.close()]);
    assert.deepEqual(errors, []);
  };
  const url = `http://127.0.0.1:${port}`;
  return { url, port, errors, signaling, close, [Symbol.asyncDispose]: close };
}

/** A clock by which ten seconds lie between any two events, so that no bucket is ever empty. */
export function hastyClock(): Clock {
  let now = Date.now();
  return {
    now: () => now += 10_000,
    steady: () => performance.now(),
    setTimeout: (action, ms) => setTimeout(action, ms),
    clearTimeout: (timer) => clearTimeout(timer as number | undefined),
  };
}

/** Events in Socket.IO's form. */
type ServerEvents = { [E in ServerEventName]: (payload: ServerEventPayloads[E]) => void };
type ClientEvents = {
  [E in RequestName]: (
    payload: Requests[E]["payload"],
    ack: (reply: Reply<Requests[E]["reply"]>) => void,
  ) => void;
};
type ClientSocket = Socket<ServerEvents, ClientEvents>;
type Note = {
  [E in ServerEventName]: { event: E; payload: ServerEventPayloads[E] };
}[ServerEventName];

/** How a client connects; Socket.IO's own default is polling first, then an upgrade. */
export interface ConnectOptions {
  transports?: ("websocket" | "polling")[];
  headers?: Record<string, string>;
  /** What it says of itself. */
  auth?: Record<string, unknown>;
  /** A certificate to trust (PEM). */
  ca?: string;
}

/** One real client, which writes down all it hears. */
export class Client implements Disposable {
  readonly socket: ClientSocket;
  readonly heard: Note[] = [];
  #waiting: { met: () => boolean; resolve: () => void }[] = [];

  private constructor(url: string, { transports, headers, auth, ca }: ConnectOptions) {
    this.socket = io(url, {
      forceNew: true,
      reconnection: false,
      ...(transports && { transports }),
      ...(headers && { extraHeaders: headers }),
      auth: auth ?? { protocol: PROTOCOL_VERSION },
      ...(ca && { ca }),
    });
    this.socket.onAny((event: ServerEventName, payload: unknown) => {
      this.heard.push({ event, payload } as Note);
      this.#look();
    });
    for (const event of ["connect", "disconnect"] as const) {
      this.socket.on(event, () => this.#look());
    }
    this.socket.io.engine.on("upgrade", () => this.#look());
  }

  /** A client whose socket is connected. */
  static async connect(url: string, options: ConnectOptions = {}): Promise<Client> {
    const client = new Client(url, options);
    let refusal: Error | null = null;
    client.socket.on("connect_error", (error) => {
      refusal = error;
      client.#look();
    });
    await client.until(() => client.socket.connected || refusal !== null);
    if (refusal !== null) {
      client.socket.close();
      throw refusal;
    }
    return client;
  }

  /** Name of the transport in use. */
  get transport(): string {
    return this.socket.io.engine.transport.name;
  }

  /** Sends an event of the protocol and waits for the answer. */
  ask<E extends RequestName>(
    event: E,
    payload: Requests[E]["payload"],
  ): Promise<Reply<Requests[E]["reply"]>> {
    return this.say(event, payload) as Promise<Reply<Requests[E]["reply"]>>;
  }

  /** Sends anything at all and waits for the answer. */
  say(...packet: [event: string, ...args: unknown[]]): Promise<Reply> {
    const raw = this.socket.timeout(TIMEOUT_MS) as unknown as {
      emitWithAck(...packet: unknown[]): Promise<Reply>;
    };
    return raw.emitWithAck(...packet);
  }

  /** Joins and expects to be let in. */
  async join(room: string, more: Partial<Join> = {}): Promise<Joined> {
    const wish = { room, name: "Айгүл", media: MEDIA_OFF, fresh: true, ...more };
    const reply = await this.ask("room:join", wish);
    assert.ok(reply.ok, JSON.stringify(reply));
    return reply;
  }

  /** Payloads heard so far. */
  all<E extends ServerEventName>(event: E): ServerEventPayloads[E][] {
    return this.heard.filter((note) => note.event === event)
      .map(({ payload }) => payload as ServerEventPayloads[E]);
  }

  /** The first payload heard, now or later, that fits. */
  async hears<E extends ServerEventName>(
    event: E,
    fits: (payload: ServerEventPayloads[E]) => boolean = () => true,
  ): Promise<ServerEventPayloads[E]> {
    await this.until(() => this.all(event).some(fits));
    return this.all(event).find(fits) as ServerEventPayloads[E];
  }

  /** Waits until something holds; looked at whenever this client hears anything. */
  until(met: () => boolean): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const late = setTimeout(() => reject(new Error(`in vain: ${met}`)), TIMEOUT_MS);
    this.#waiting.push({ met, resolve });
    this.#look();
    return promise.finally(() => clearTimeout(late));
  }

  close(): void {
    this.socket.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #look(): void {
    const ready = this.#waiting.filter(({ met }) => met());
    this.#waiting = this.#waiting.filter((waiting) => !ready.includes(waiting));
    for (const { resolve } of ready) resolve();
  }
}
