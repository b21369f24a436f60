// The ICE servers that a member is told of, TURN credentials included.
import { createHmac } from "node:crypto";
import type { IceCredentials, IceServer } from "../../protocol/shapes.ts";

/** STUN and TURN as set by whoever runs the server. */
export interface IceSettings {
  readonly stunUrls: readonly string[];
  readonly turnUrls: readonly string[];
  /** The secret shared with the TURN server (coturn: `static-auth-secret`). */
  readonly turnSecret: string;
  /** How long a credential is good, in seconds. */
  readonly turnTtl: number;
}

/**
 * ICE servers for one member. TURN credentials follow draft-uberti-behave-turn-rest-00: the name is
 * "expiry:member", the password its HMAC-SHA1, so the TURN server can check both without asking us.
 * Node's HMAC, not WebCrypto's, because that one would make `room:join` asynchronous, and then a
 * notice could overtake the reply. `now` is in milliseconds since 1970.
 */
export function iceCredentials(
  settings: IceSettings,
  { member, now }: { member: string; now: number },
): IceCredentials {
  const { stunUrls, turnUrls, turnSecret, turnTtl } = settings;
  const servers: IceServer[] = [];
  if (stunUrls.length > 0) servers.push({ urls: [...stunUrls] });
  if (turnUrls.length > 0) {
    const username = `${Math.floor(now / 1_000) + turnTtl}:${member}`;
    const credential = createHmac("sha1", turnSecret).update(username).digest("base64");
    servers.push({ urls: [...turnUrls], username, credential });
  }
  return { ice: servers, iceFor: turnUrls.length > 0 ? turnTtl : null };
}
