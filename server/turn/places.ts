// On which addresses of this machine the TURN server listens, and at which it opens relays. Pure.
import { isIP } from "node:net";
import { isPublic } from "./private_networks.ts";

/** An address at which relays are opened, and the one under which the world sees it if it differs. */
export interface RelayPlace {
  readonly address: string;
  readonly outside: string | null;
}

/** Where a TURN server works. */
export interface TurnPlaces {
  readonly listen: readonly string[];
  readonly relays: readonly RelayPlace[];
  /** A sentence for whoever runs the server; null when all is well. */
  readonly warning: string | null;
}

const LOOPBACK = "127.0.0.1";

/** What was set, and the addresses that this machine has. */
export interface PlacesAsked {
  /** STUN_HOST, else HOST. */
  readonly host: string;
  /** TURN_ADDRESS. */
  readonly outside: readonly string[];
  readonly own: readonly string[];
}

/**
 * The places, or a sentence that names the setting which is wrong. Loopback is always among those
 * that listen: by it come streams that arrived at the port of the pages.
 */
export function turnPlaces({ host, outside, own }: PlacesAsked): TurnPlaces | string {
  const name = host === "localhost" ? LOOPBACK : host;
  if (isIP(name) === 0) return `STUN_HOST must be an address of this machine, not "${host}".`;
  const usable = own.filter((one) => isIP(one) !== 0 && !/^(?:fe[89ab]|127\.|::1$)/i.test(one));
  const heard = name === "0.0.0.0"
    ? usable.filter((one) => isIP(one) === 4)
    : name === "::"
    ? usable
    : [name];
  const listen = [...new Set([...heard, LOOPBACK])];
  const seen = heard.length > 0 ? heard : [LOOPBACK]; // else loopback only passes streams on
  const relays = [4, 6].map((family) =>
    relayOf(seen, { family, outside: outside.find((one) => isIP(one) === family) })
  ).filter((one) => one !== null);
  const isSeen = outside.length > 0 || relays.some(({ address }) => isPublic(address));
  return { listen, relays, warning: isSeen || isLoopback(name) ? null : UNSEEN };
}

const UNSEEN =
  "TURN: this machine has no public address of its own, so relays lead nowhere outside " +
  "its network. Set TURN_ADDRESS to the address under which the world sees it.";

/** Of IPv6 only where the world sees it or nothing else is there: IPv4 reaches more people. */
function relayOf(
  seen: readonly string[],
  { family, outside }: { family: number; outside: string | undefined },
): RelayPlace | null {
  const ours = seen.filter((one) => isIP(one) === family);
  if (outside !== undefined && ours.includes(outside)) return { address: outside, outside: null };
  const isAsked = family === 4 || outside !== undefined || ours.length === seen.length;
  const best = ours.find(isPublic) ?? (isAsked ? ours[0] : undefined);
  return best === undefined ? null : { address: best, outside: outside ?? null };
}

function isLoopback(address: string): boolean {
  return address === "::1" || address.startsWith("127.");
}
