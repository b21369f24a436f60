// Decides for every handshake of the engine whether the client may connect.
import type { TrustProxy } from "./client_address.ts";
import type { ConnectionLimiter } from "./connection_limiter.ts";
import { isFromOwnPage, ownOrigin, plainOrigin } from "./origin_check.ts";
import type { Refusal } from "./refusal_log.ts";
import { askedOf, type IncomingRequest, requestKey, requestOriginOf } from "./request_info.ts";

/** Why a handshake is refused. */
export type HandshakeRefusal = Refusal & { kind: "origin" | "address-full" | "address-fast" };

/** What the decision needs. */
export interface HandshakeOptions {
  limiter: ConnectionLimiter;
  trustProxy: TrustProxy;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** Why a handshake is refused; null if it is not: then it counts. */
export function handshake(
  request: IncomingRequest,
  options: HandshakeOptions,
): HandshakeRefusal | null {
  return originRefusal(request, options) ?? doorRefusal(request, options);
}

function originRefusal(
  request: IncomingRequest,
  { trustProxy }: HandshakeOptions,
): HandshakeRefusal | null {
  const way = requestOriginOf(request, trustProxy);
  const asked = askedOf(request);
  if (isFromOwnPage(asked, { trustProxy: way.trusted })) return null;
  const page = plainOrigin(request.headers.origin);
  return { kind: "origin", page, own: ownOrigin(asked, { trustProxy: way.trusted }), way };
}

function doorRefusal(
  request: IncomingRequest,
  { limiter, trustProxy, now }: HandshakeOptions,
): HandshakeRefusal | null {
  const kind = limiter.enter(requestKey(request, trustProxy), now());
  return kind === null ? null : { kind, way: requestOriginOf(request, trustProxy) };
}
