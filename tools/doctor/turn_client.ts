// A small TURN client (RFC 8656) that asks for relays and permissions and tells the answer's code.
import { createHash, createHmac, randomBytes } from "node:crypto";
import { type TurnRoute, udpWay } from "./turn_route.ts";

const COOKIE = 0x2112a442;
const METHOD = { allocate: 0x0003, permission: 0x0008, channel: 0x0009 } as const;
const ATTRIBUTE = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  channel: 0x000c,
  peer: 0x0012,
  relayed: 0x0016,
  realm: 0x0014,
  nonce: 0x0015,
  family: 0x0017,
  transport: 0x0019,
} as const;

const UDP = 17;
/** A permission is for all ports of an address. */
const DISCARD = 9;

type Attributes = [type: number, value: Uint8Array][];

/** Where the server is, and who asks. */
export interface TurnOptions {
  hostname: string;
  port: number;
  username: string;
  credential: string;
  /** By UDP if not given. */
  way?: TurnRoute;
}

/** One socket, so at most one relay. Answers are codes: 0 is success, else as in RFC 8656. */
export class TurnClient implements Disposable {
  readonly #way: TurnRoute;
  readonly #options: TurnOptions;
  #realm = new Uint8Array();
  #relayPort = 0;
  #nonce = new Uint8Array();

  constructor(options: TurnOptions) {
    this.#options = options;
    this.#way = options.way ?? udpWay(options);
  }

  /** Asks for a relay address; `protocol` is that between relay and peers, as IP numbers them. */
  async allocate(protocol = UDP): Promise<number> {
    const v6 = this.#options.hostname.includes(":");
    const wanted: Attributes = [[ATTRIBUTE.transport, bytes(protocol, 0, 0, 0)]];
    if (v6) wanted.push([ATTRIBUTE.family, bytes(2, 0, 0, 0)]);
    const first = await this.#ask(METHOD.allocate, wanted, { signed: false });
    if (first !== 401) return first;
    return await this.#ask(METHOD.allocate, wanted);
  }

  /** The UDP port of the relay; 0 before there is one. */
  get relayPort(): number {
    return this.#relayPort;
  }

  /** Asks to be allowed to exchange packets with a peer: 16 bytes of IPv6 or 4 of IPv4. */
  async permit(peer: Uint8Array): Promise<number> {
    return await this.#ask(METHOD.permission, [[ATTRIBUTE.peer, this.#address(peer)]]);
  }

  /** Asks for a channel to a peer, which is a permission, too. */
  async bind(channel: number, peer: Uint8Array, port = DISCARD): Promise<number> {
    return await this.#ask(METHOD.channel, [
      [ATTRIBUTE.channel, bytes(channel >> 8, channel & 255, 0, 0)],
      [ATTRIBUTE.peer, this.#address(peer, port)],
    ]);
  }

  [Symbol.dispose](): void {
    this.#way[Symbol.dispose]();
  }

  #address(peer: Uint8Array, to = DISCARD): Uint8Array {
    const key = this.#key;
    const port = to ^ (COOKIE >>> 16);
    return bytes(
      0,
      peer.length === 4 ? 1 : 2,
      port >> 8,
      port & 255,
      ...peer.map((byte, index) => byte ^ (key[index] ?? 0)),
    );
  }

  /** The cookie and the number of the transaction: what addresses are mixed with. */
  get #key(): Uint8Array {
    return new Uint8Array([0x21, 0x12, 0xa4, 0x42, ...this.#transaction]);
  }

  #transaction = new Uint8Array(randomBytes(12));

  async #ask(method: number, wanted: Attributes, { signed = true } = {}): Promise<number> {
    const message = signed ? this.#sign(method, wanted) : this.#write(method, wanted);
    return this.#read(await this.#way.ask(message));
  }

  #sign(method: number, wanted: Attributes): Uint8Array<ArrayBuffer> {
    const { username, credential } = this.#options;
    const attributes: Attributes = [
      ...wanted,
      [ATTRIBUTE.username, new TextEncoder().encode(username)],
      [ATTRIBUTE.realm, this.#realm],
      [ATTRIBUTE.nonce, this.#nonce],
    ];
    const realm = new TextDecoder().decode(this.#realm);
    const key = createHash("md5").update(`${username}:${realm}:${credential}`).digest();
    const withoutMac = this.#write(method, [...attributes, [
      ATTRIBUTE.integrity,
      new Uint8Array(20),
    ]]);
    const mac = createHmac("sha1", key).update(withoutMac.subarray(0, -24)).digest();
    return this.#write(method, [...attributes, [ATTRIBUTE.integrity, new Uint8Array(mac)]]);
  }

  #write(method: number, attributes: Attributes): Uint8Array<ArrayBuffer> {
    const body = attributes.flatMap(([type, value]) => [
      ...[type >> 8, type & 255, value.length >> 8, value.length & 255],
      ...value,
      ...new Uint8Array((4 - value.length % 4) % 4),
    ]);
    const head = [method >> 8, method & 255, body.length >> 8, body.length & 255];
    return new Uint8Array([...head, ...this.#key, ...body]);
  }

  #read(answer: Uint8Array): number {
    const view = new DataView(answer.buffer, answer.byteOffset, answer.byteLength);
    let code = 0;
    for (let at = 20; at + 4 <= answer.length;) {
      const type = view.getUint16(at);
      const length = view.getUint16(at + 2);
      const value = answer.slice(at + 4, at + 4 + length);
      if (type === ATTRIBUTE.error) code = (value[2] ?? 0) * 100 + (value[3] ?? 0);
      if (type === ATTRIBUTE.relayed) this.#relayPort = view.getUint16(at + 6) ^ (COOKIE >>> 16);
      if (type === ATTRIBUTE.realm) this.#realm = value;
      if (type === ATTRIBUTE.nonce) this.#nonce = value;
      at += 4 + length + (4 - length % 4) % 4;
    }
    return code;
  }
}

function bytes(...values: number[]): Uint8Array {
  return new Uint8Array(values);
}
