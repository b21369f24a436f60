// The ICE servers that a member is told of, TURN credentials included.
import { createHmac } from "node:crypto";
import type { IceCredentials, IceServer } from "../../protocol/signals.ts";

/** STUN and TURN as set by whoever runs the server. */
export interface IceSettings {
  readonly stunUrls: readonly string[];
  /** UDP port of the STUN server inside this server; null or nothing for none. */
  readonly ownStunPort?: number | null;
  readonly turnUrls: readonly string[];
  /** The secret shared with the TURN server (coturn: `static-auth-secret`). */
  readonly turnSecret: string;
  /** How long a credential is good, in seconds: TURN_TTL of `server/config/settings.ts`. */
  readonly turnTtl: number;
}

/** Who is told of the ICE servers. */
export interface IceClient {
  /** The member's id. */
  readonly member: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The name or address of this server under which the client came, as in a URL; "" if unknown. */
  readonly host?: string;
}

/**
 * ICE servers for one member. TURN credentials follow draft-uberti-behave-turn-rest-00: the name is
 * "expiry:member", the password its HMAC-SHA1, so the TURN server can check both without asking us.
 * Node's HMAC, not WebCrypto's, because that one would make `room:join` asynchronous, and then a
 * notice could overtake the reply. `now` is in milliseconds since 1970.
 */
export function iceCredentials(
  settings: IceSettings,
  { member, now, host = "" }: IceClient,
): IceCredentials {
  const { turnUrls, turnSecret, turnTtl } = settings;
  const servers: IceServer[] = [];
  const stunUrls = [...ownStunUrls(settings, host), ...settings.stunUrls];
  if (stunUrls.length > 0) servers.push({ urls: stunUrls });
  if (turnUrls.length > 0) {
    const username = `${Math.floor(now / 1_000) + turnTtl}:${member}`;
    const credential = createHmac("sha1", turnSecret).update(username).digest("base64");
    servers.push({ urls: [...turnUrls], username, credential });
  }
  return { ice: servers, iceFor: turnUrls.length > 0 ? turnTtl : null };
}

/** Whoever reached this server under a name reaches its STUN server under the same. */
function ownStunUrls({ ownStunPort = null }: IceSettings, host: string): string[] {
  return ownStunPort === null || host === "" ? [] : [`stun:${host}:${ownStunPort}`];
}
