// The configuration of the coturn that runs beside this server. Pure.
import { PRIVATE_RANGES, rangeOf } from "./private_networks.ts";
import type { TurnPlaces } from "./places.ts";

/** What was set for the TURN server inside: `Config["turn"]` of server/config/config.ts. */
export interface TurnSettings {
  /** Address to listen on. */
  readonly host: string;
  /** UDP and TCP port. */
  readonly port: number;
  /** Addresses under which the world sees this machine, one of each family at most. */
  readonly addresses: readonly string[];
  /** First and last UDP port of relays. */
  readonly ports: readonly [first: number, last: number];
  /** Private networks into which relays may lead all the same. */
  readonly peers: readonly string[];
}

/** Relays that one address may hold: ten people of a full room that has no other way. */
const ADDRESS_RELAYS = 480;
/** Relays in all. */
const TOTAL_RELAYS = 2_400;
/** Bytes per second of one relay. (coturn would take a bound of all as so much set aside for each.) */
const RELAY_BYTES = 500_000;

/** Everything that differs from one server to the next. */
export interface CoturnFile {
  settings: TurnSettings;
  places: TurnPlaces;
  secret: string;
  /** Folder for coturn's own files. */
  folder: string;
}

/** The text of the file. It holds the secret. */
export function coturnFile({ settings, places, secret, folder }: CoturnFile): string {
  const { port, ports, peers } = settings;
  const isTold = peers.some((one) => /^(?:127\.|::1)/.test(one));
  return [
    ...places.listen.map((address) => `listening-ip=${address}`),
    `listening-port=${port}`,
    ...places.relays.map(({ address }) => `relay-ip=${address}`),
    ...places.relays.filter(({ outside }) => outside !== null)
      .map(({ address, outside }) => `external-ip=${outside}/${address}`),
    `min-port=${ports[0]}`,
    `max-port=${ports[1]}`,
    "realm=juz",
    "use-auth-secret",
    `static-auth-secret=${secret}`,
    "stale-nonce=600",
    "fingerprint",
    `user-quota=${ADDRESS_RELAYS}`,
    `total-quota=${TOTAL_RELAYS}`,
    `max-bps=${RELAY_BYTES}`,
    // TLS ends at the port of the pages.
    ...["no-tls", "no-dtls", "no-tcp-relay", "no-multicast-peers", "no-cli", "no-rfc5780"],
    ...["no-stun-backward-compatibility", "no-software-attribute"],
    ...PRIVATE_RANGES.map((range) => `denied-peer-ip=${range}`),
    ...peers.map((network) => `allowed-peer-ip=${rangeOf(network)}`),
    ...(isTold ? ["allow-loopback-peers"] : []),
    ...["pidfile=/dev/null", "log-file=stdout", "verbose", `db=${folder}/db`],
    "",
  ].join("\n");
}
