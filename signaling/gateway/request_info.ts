// What a request of node:http tells about who sends it: address, origin, and by which way it came.
import { addressKey, connectionAddress, isTrusted, type TrustProxy } from "./client_address.ts";
import type { Asked } from "./origin_check.ts";

/** What of a request is looked at; an IncomingMessage of node:http is one. */
export interface IncomingRequest {
  /** Header names in lower case. */
  headers: Record<string, string | string[] | undefined>;
  socket: { remoteAddress?: string | undefined; encrypted?: boolean };
}

/** A request's address does not change while it is open; a closed socket would not tell it. */
const keys = new WeakMap<IncomingRequest, string>();

/** What a request is counted by: the client's address as far as the proxies are believed. */
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
  /** It has headers that proxies add. */
  forwarded: boolean;
  /** They are believed. */
  trusted: boolean;
}

/** Whether a proxy speaks, and whether it is believed. */
export function requestOriginOf(
  { headers, socket }: IncomingRequest,
  trustProxy: TrustProxy,
): RequestOrigin {
  return {
    forwarded: ["x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "forwarded"]
      .some((name) => headers[name] !== undefined),
    trusted: isTrusted(socket.remoteAddress ?? "", trustProxy),
  };
}

/** What tells under which address this server was asked. */
export function askedOf({ headers, socket }: IncomingRequest): Asked {
  return { headers, encrypted: socket.encrypted === true };
}
