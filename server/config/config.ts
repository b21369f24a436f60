// What the server was told, read and checked.
import type { OpenRooms } from "../../protocol/open_rooms.ts";

/** What the server was told. Lists are empty, and secrets "", where nothing was set. */
export interface Config {
  /** TCP port; 0 lets the system choose one. */
  readonly port: number;
  readonly host: string;
  /** Names under which this server answers, as "name" or "name:port"; empty for any. */
  readonly hosts: readonly string[];
  /** TCP port that leads from HTTP to HTTPS; null for none. */
  readonly httpPort: number | null;
  /** Paths of the PEM files, or null for plain HTTP. */
  readonly tls: { readonly certPath: string; readonly keyPath: string } | null;
  /** Whose X-Forwarded- headers are believed: nobody's, the next one's, or these networks'. */
  readonly trustProxy: boolean | readonly string[];
  /** Sockets that one address may hold; 0 = any number. */
  readonly addressLimit: number;
  /** STUN servers of others. */
  readonly stunUrls: readonly string[];
  /** The STUN server inside: where it listens, and whether browsers are told of it; null for none. */
  readonly stun: { readonly host: string; readonly port: number; readonly isTold: boolean } | null;
  /** The TURN server inside; null for none. */
  readonly turn: {
    readonly host: string;
    /** UDP and TCP port. */
    readonly port: number;
    /** Under which the world sees this machine; empty where it sees its own addresses. */
    readonly addresses: readonly string[];
    /** First and last UDP port of relays. */
    readonly ports: readonly [first: number, last: number];
    /** Private networks into which relays may lead all the same. */
    readonly peers: readonly string[];
  } | null;
  readonly turnUrls: readonly string[];
  readonly turnSecret: string;
  /** Life of a TURN credential, in seconds. */
  readonly turnTtl: number;
  /** The SFU of rooms with more than `meshMax` members; null for none. */
  readonly sfu: { readonly url: string; readonly secret: string; readonly meshMax: number } | null;
  /** What the server signs with; "" for a secret of its own, kept in the data folder. */
  readonly secret: string;
  /** What several processes share; "" for a process alone. */
  readonly redisUrl: string;
  /** Folder for what must outlive a restart. */
  readonly dataDir: string;
  /** Members of one room. */
  readonly roomLimit: number;
  /** What opens /metrics to others than this machine; "" for nobody else. */
  readonly metricsToken: string;
  /** Who says who somebody is; null when anybody may make rooms. */
  readonly oidc: {
    readonly issuer: string;
    readonly clientId: string;
    readonly clientSecret: string;
    /** Other machines of the provider, as "name" or "name:port". */
    readonly hosts: readonly string[];
  } | null;
  /** Rooms that anybody opens by typing a name: all, those with somebody inside, or none. */
  readonly openRooms: OpenRooms;
  /** What opens the HTTP API; "" when there is none. */
  readonly apiKey: string;
  /** Rooms open at the same time. */
  readonly roomsLimit: number;
  /** Chat lines that a room keeps; 0 = none. */
  readonly chatHistory: number;
  /** Bytes of the largest file that people may send each other; 0 = none. */
  readonly fileLimit: number;
  /** How long the chat of an empty room with a host is kept, in milliseconds; 0 = not at all. */
  readonly chatMemoryMs: number;
}
