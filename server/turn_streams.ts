// TURN over TLS at the very port of the pages: the first bytes inside TLS tell STUN from HTTP.
import { Buffer } from "node:buffer";
import { connect, type Server, type Socket } from "node:net";
import { addressKey } from "../signaling/gateway/client_address.ts";

/** Protocols that TLS may agree on: RFC 7443 names TURN's. */
export const ALPN = ["http/1.1", "stun.turn"];

/** Streams in all, and of one address as a multiple of the sockets that it may hold. */
export const STREAMS = { all: 1_000, ofAddress: 3 } as const;

/** A STUN message begins with two zero bits; its bytes 4 to 7 are the magic cookie (RFC 8489 section 5). */
const MAGIC_COOKIE = 0x2112a442;
const COOKIE_END = 8;
const STUN_BELOW = 0x40;

/** What the first bytes of a connection are; "more" where they do not tell yet. */
export type FirstBytes = "stun" | "http" | "more";

/** Tells STUN from HTTP. Pure. */
export function firstBytes(bytes: Uint8Array): FirstBytes {
  const [first] = bytes;
  if (first === undefined) return "more";
  if (first >= STUN_BELOW) return "http"; // no method begins so low
  if (bytes.length < COOKIE_END) return "more";
  const view = new DataView(bytes.buffer, bytes.byteOffset, COOKIE_END);
  return view.getUint32(4) === MAGIC_COOKIE ? "stun" : "http";
}

/** Where a TURN server takes streams. */
export interface StreamPlace {
  readonly host: string;
  readonly port: number;
}

/** What these streams are told. Times in milliseconds. */
export interface TurnStreamsOptions {
  /** Null while there is no TURN server. */
  place: () => StreamPlace | null;
  /** Sockets that one address may hold; 0 = any number. */
  addressLimit: number;
  /** How long the first bytes may take. */
  firstBytesMs: number;
}

/** Decrypted connections: STUN goes to the TURN server, all others to `onHttp`. */
export class TurnStreams {
  readonly #options: TurnStreamsOptions;
  readonly #open = new Map<string, number>();
  readonly #streams = new Set<Socket>();

  constructor(options: TurnStreamsOptions) {
    this.#options = options;
  }

  /** Streams that are open. */
  get count(): number {
    return this.#streams.size;
  }

  /** Ends all that are open. */
  end(): void {
    for (const socket of this.#streams) socket.destroy();
  }

  /** Looks at what comes first; whoever says nothing in time is cut, as a slow request is. */
  take(socket: Socket, onHttp: (socket: Socket) => void): void {
    const alarm = setTimeout(() => socket.destroy(), this.#options.firstBytesMs);
    const fail = () => socket.destroy();
    const over = () => {
      clearTimeout(alarm);
      socket.off("readable", look);
    };
    const seen: Uint8Array[] = [];
    const look = () => {
      for (let chunk = socket.read(); chunk !== null; chunk = socket.read()) seen.push(chunk);
      const bytes = Buffer.concat(seen);
      const what = firstBytes(bytes);
      if (what === "more") return;
      over();
      socket.off("error", fail);
      if (what === "stun") return this.#pass(socket, bytes);
      socket.unshift(bytes);
      onHttp(socket);
    };
    socket.on("error", fail);
    socket.once("close", over);
    socket.on("readable", look);
  }

  /** To the TURN server, which asks for credentials; beyond the bounds to nobody. */
  #pass(socket: Socket, first: Uint8Array): void {
    const place = this.#options.place();
    const key = addressKey(socket.remoteAddress ?? "");
    if (place === null || socket.destroyed || !this.#enter(socket, key)) {
      return void socket.destroy();
    }
    const inner = connect(place);
    const end = () => {
      socket.destroy();
      inner.destroy();
    };
    for (const each of [socket, inner]) each.on("error", end);
    inner.once("close", end);
    socket.once("close", () => {
      inner.destroy();
      this.#leave(socket, key);
    });
    for (const each of [socket, inner]) each.setNoDelay(true);
    inner.write(first);
    socket.pipe(inner); // what one side does not read, the other side stops to send
    inner.pipe(socket);
  }

  #enter(socket: Socket, key: string): boolean {
    const { addressLimit } = this.#options;
    const count = (this.#open.get(key) ?? 0) + 1;
    const isTooMany = addressLimit > 0 && count > addressLimit * STREAMS.ofAddress;
    if (isTooMany || this.#streams.size >= STREAMS.all) return false;
    this.#open.set(key, count);
    this.#streams.add(socket);
    return true;
  }

  #leave(socket: Socket, key: string): void {
    const rest = (this.#open.get(key) ?? 1) - 1;
    if (rest === 0) this.#open.delete(key);
    else this.#open.set(key, rest);
    this.#streams.delete(socket);
  }
}

/** An event of a secure server: a connection that speaks HTTP. */
export const WEB_CONNECTION = "webConnection";

/**
 * Hands connections inside TLS to node:http, but for those that speak TURN, where there is a place
 * for them; without one to all of them, and answers null.
 */
export function shareWithTurn(
  node: Server,
  { place, ...bounds }: Omit<TurnStreamsOptions, "place"> & {
    place: TurnStreamsOptions["place"] | undefined;
  },
): TurnStreams | null {
  const listeners = node.listeners("secureConnection");
  node.removeAllListeners("secureConnection");
  const onHttp = (socket: Socket) => {
    for (const listener of listeners) Reflect.apply(listener, node, [socket]);
    node.emit(WEB_CONNECTION, socket);
  };
  const streams = place === undefined ? null : new TurnStreams({ place, ...bounds });
  node.on("secureConnection", (socket: Socket) => {
    if (streams === null) onHttp(socket);
    else streams.take(socket, onHttp);
  });
  return streams;
}
