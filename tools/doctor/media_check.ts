// STUN and TURN servers as browsers are told of them, asked as browsers ask.
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { isTrusted } from "../../signaling/gateway/client_address.ts";
import { iceCredentials, type IceSettings } from "../../signaling/mod.ts";
import { type Finding, well, wrong } from "./finding.ts";
import { reasonOf } from "./machine_check.ts";
import { TurnClient } from "./turn_client.ts";
import { tcpWay, tlsWay, type TurnAddress, type TurnRoute, udpWay } from "./turn_route.ts";

const ANSWER_MS = 600;
/** Datagrams get lost. */
const TRIES = 3;
const BINDING_REQUEST = [0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42];
const REFUSED = 403;
const UNAUTHORIZED = 401;
/** Where no relay may lead. */
const PRIVATE = [[127, 0, 0, 1], [10, 0, 0, 1], [169, 254, 169, 254], [192, 168, 0, 1]];

/** Every server of both kinds. `host` is the name under which visitors come, as in a URL. */
export async function checkMedia(
  settings: IceSettings,
  { host, now, peers = [] }: {
    host: string;
    now: number;
    /** Private networks into which relays may lead. */
    peers?: readonly string[];
  },
): Promise<Finding[]> {
  const { ice } = iceCredentials(settings, { member: "doctor", now, host });
  const stun = ice.flatMap(({ urls }) => urls.filter((url) => /^stun:/i.test(url)));
  const turn = ice.flatMap(({ urls, username = "", credential = "" }) =>
    urls.filter((url) => /^turns?:/i.test(url)).map((url) => ({ url, username, credential }))
  );
  return [
    ...stun.length > 0 ? await Promise.all(stun.map(checkStun)) : [wrong("stun.unset")],
    ...turn.length > 0
      ? await Promise.all(turn.map((one) => checkTurn(one, peers)))
      : [well("turn.unset")],
  ];
}

async function checkStun(url: string): Promise<Finding> {
  const { hostname, port } = placeOf(url);
  const socket = createSocket(hostname.includes(":") ? "udp6" : "udp4");
  socket.on("error", () => {});
  try {
    for (let count = 0; count < TRIES; count++) {
      const answer = once(socket, "message", { signal: AbortSignal.timeout(ANSWER_MS) });
      const transaction = crypto.getRandomValues(new Uint8Array(12));
      socket.send(new Uint8Array([...BINDING_REQUEST, ...transaction]), port, hostname);
      const [response] = await answer.catch(() => [null]) as [Uint8Array | null];
      if (response !== null) return well("stun.ok", { url, address: mappedAddress(response) });
    }
    return wrong("stun.none", { url, port });
  } finally {
    socket.close();
  }
}

/** The IPv4 address of a response; of an IPv6 one only that it is one. */
function mappedAddress(response: Uint8Array): string {
  const bytes = [...response.subarray(28, 32)];
  return response.length === 32
    ? bytes.map((byte, n) => byte ^ (BINDING_REQUEST[4 + n] ?? 0)).join(".")
    : "IPv6";
}

interface TurnServer {
  url: string;
  username: string;
  credential: string;
}

/** A relay with our credentials, and none that leads into a private network. */
async function checkTurn(
  { url, username, credential }: TurnServer,
  peers: readonly string[],
): Promise<Finding> {
  try {
    const place = placeOf(url);
    using client = new TurnClient({ ...place, username, credential, way: await routeOf(url) });
    const code = await client.allocate();
    if (code === UNAUTHORIZED) return wrong("turn.secret", { url });
    if (code !== 0) return wrong("turn.refused", { url, code });
    const closed = PRIVATE.filter((peer) => !isTrusted(peer.join("."), peers));
    for (const peer of place.hostname.includes(":") ? [] : closed) {
      const answer = await client.permit(new Uint8Array(peer));
      if (answer !== REFUSED) return wrong("turn.open", { url, peer: peer.join(".") });
    }
    return well("turn.ok", { url });
  } catch (error) {
    return wrong("turn.none", { url, why: reasonOf(error) });
  }
}

async function routeOf(url: string): Promise<TurnRoute> {
  const place = placeOf(url);
  if (/^turns:/i.test(url)) return await tlsWay(place);
  return /transport=tcp/i.test(url) ? await tcpWay(place) : udpWay(place);
}

function placeOf(url: string): TurnAddress {
  const [, scheme = "", host = "", port] = /^(\w+):(\[[^\]]*\]|[^:?]*)(?::(\d+))?/.exec(url) ?? [];
  const hostname = host.replace(/^\[|\]$/g, "");
  return { hostname, port: Number(port ?? (scheme.toLowerCase() === "turns" ? 5349 : 3478)) };
}
