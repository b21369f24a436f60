// What a node:http request tells about its sender: address, origin, proxies.
import { addressKey, connectionAddress, isTrusted, type TrustProxy } from "./client_address.ts";
import { type Asked, ownOrigin } from "./origin_check.ts";

/** The part of a request that we read; an IncomingMessage of node:http is one. */
export interface IncomingRequest {
  /** Header names in lower case. */
  headers: Record<string, string | string[] | undefined>;
  socket: { remoteAddress?: string | undefined; encrypted?: boolean };
}

/** Cached, because a closed socket does not tell its address any more. */
const keys = new WeakMap<IncomingRequest, string>();

/** The key by which a request counts: the client's address, as far as the server believes the proxies. */
export function requestKey(request: IncomingRequest, trustProxy: TrustProxy): string {
  const known = keys.get(request);
  if (known !== undefined) return known;
  const { headers, socket } = request;
  const forwardedFor = [headers["x-forwarded-for"] ?? []].flat().join(",");
  const key = addressKey(
    connectionAddress({ peer: socket.remoteAddress ?? "", forwardedFor }, trustProxy),
  );
  keys.set(request, key);
  return key;
}

/** How a request came to us. */
export interface RequestOrigin {
  /** Whether it has headers that proxies add. */
  forwarded: boolean;
  /** Whether one of them names the client's address. */
  named: boolean;
  /** Whether the server believes them. */
  trusted: boolean;
  /** The address that it came from, if that is one of a private network, which is nobody's own; or "". */
  proxy: string;
}

/** Networks of homes and of containers (RFC 1918, 3927, 4193), and the machine itself. */
const PRIVATE = [
  ...["127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"],
  ...["::1", "fc00::/7", "fe80::/10"],
];

/** Whether a proxy forwarded the request, and whether the server believes it. */
export function requestOriginOf(
  { headers, socket }: IncomingRequest,
  trustProxy: TrustProxy,
): RequestOrigin {
  return {
    forwarded: ["x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "forwarded"]
      .some((name) => headers[name] !== undefined),
    named: headers["x-forwarded-for"] !== undefined,
    trusted: isTrusted(socket.remoteAddress ?? "", trustProxy),
    proxy: isTrusted(socket.remoteAddress ?? "", PRIVATE) ? socket.remoteAddress ?? "" : "",
  };
}

/** The name or address under which the client addresses this server, as in a URL; "" if unknown. */
export function ownHostOf(request: IncomingRequest, trustProxy: TrustProxy): string {
  const { trusted } = requestOriginOf(request, trustProxy);
  const origin = ownOrigin(askedOf(request), { trustProxy: trusted });
  return origin === null ? "" : new URL(origin).hostname;
}

/** What tells under which origin the client addresses this server. */
export function askedOf({ headers, socket }: IncomingRequest): Asked {
  return { headers, encrypted: socket.encrypted === true };
}
