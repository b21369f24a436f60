// The ICE servers that a member is told of, TURN credentials included.
import { createHmac } from "node:crypto";
import type { IceCredentials, IceServer } from "../../protocol/signals.ts";

/** STUN and TURN as set by whoever runs the server. */
export interface IceSettings {
  readonly stunUrls: readonly string[];
  /** UDP port of the STUN server inside this server; null or nothing for none. */
  readonly ownStunPort?: number | null;
  /** The TURN server inside this server; nothing or null for none. */
  readonly ownTurn?: () => OwnTurn | null;
  readonly turnUrls: readonly string[];
  /** The secret shared with the TURN server (coturn: `static-auth-secret`). */
  readonly turnSecret: string;
  /** How long a credential is good, in seconds: TURN_TTL of `server/config/settings.ts`. */
  readonly turnTtl: number;
}

/** The TURN server inside this server. */
export interface OwnTurn {
  /** UDP and TCP. */
  readonly port: number;
  /** TCP port at which TURN over TLS arrives together with the pages; null for none. */
  readonly tlsPort: number | null;
  readonly secret: string;
}

/** Who is told of the ICE servers. */
export interface IceClient {
  /** The member's id. */
  readonly member: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The name or address of this server under which the client came, as in a URL; "" if unknown. */
  readonly host?: string;
  /** Our mark of the address it comes from; "" if unknown. */
  readonly address?: string;
}

/**
 * ICE servers for one member. TURN credentials follow draft-uberti-behave-turn-rest-00: the name is
 * "expiry:member", the password its HMAC-SHA1, so the TURN server can check both without asking us.
 * Node's HMAC, not WebCrypto's, because that one would make `room:join` asynchronous, and then a
 * notice could overtake the reply. `now` is in milliseconds since 1970.
 */
export function iceCredentials(
  settings: IceSettings,
  { member, now, host = "", address = "" }: IceClient,
): IceCredentials {
  const { turnUrls, turnSecret, turnTtl } = settings;
  const servers: IceServer[] = [];
  const stunUrls = [...ownStunUrls(settings, host), ...settings.stunUrls];
  if (stunUrls.length > 0) servers.push({ urls: stunUrls });
  const until = Math.floor(now / 1_000) + turnTtl;
  if (turnUrls.length > 0) {
    servers.push({ urls: [...turnUrls], ...credentialOf(`${until}:${member}`, turnSecret) });
  }
  const own = settings.ownTurn?.() ?? null;
  if (own !== null && host !== "") {
    const name = `${until}:${address === "" ? member : quotaName(address, own.secret)}`;
    servers.push({ urls: ownTurnUrls(own, host), ...credentialOf(name, own.secret) });
  }
  return { ice: servers, iceFor: servers.some(({ username }) => username) ? turnTtl : null };
}

function credentialOf(username: string, secret: string) {
  return { username, credential: createHmac("sha1", secret).update(username).digest("base64") };
}

/** coturn counts relays by the name behind the expiry: here by address, whoever somebody says to be. */
function quotaName(address: string, secret: string): string {
  return createHmac("sha256", secret).update(address).digest("base64url").slice(0, 16);
}

function ownTurnUrls({ port, tlsPort }: OwnTurn, host: string): string[] {
  const urls = [`turn:${host}:${port}?transport=udp`, `turn:${host}:${port}?transport=tcp`];
  return tlsPort === null ? urls : [...urls, `turns:${host}:${tlsPort}?transport=tcp`];
}

/** Whoever reached this server under a name reaches its STUN server under the same. */
function ownStunUrls({ ownStunPort = null }: IceSettings, host: string): string[] {
  return ownStunPort === null || host === "" ? [] : [`stun:${host}:${ownStunPort}`];
}
