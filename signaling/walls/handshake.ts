// Whether a socket may be opened, asked by the engine for every handshake.
import type { TrustProxy } from "./address.ts";
import type { Door } from "./door.ts";
import { isFromOwnPage, ownOrigin, plainOrigin } from "./origin.ts";
import type { Refusal } from "./refusals.ts";
import { askedOf, type Knock, requestKey, wayOf } from "./request.ts";

/** Why a handshake is refused. */
export type HandshakeRefusal = Refusal & { kind: "origin" | "address-full" | "address-fast" };

/** Who decides, and whom to believe. */
export interface HandshakeOptions {
  door: Door;
  trustProxy: TrustProxy;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** Decides about a handshake, and counts it at the door if it may be made. */
export function handshake(request: Knock, options: HandshakeOptions): HandshakeRefusal | null {
  return originRefusal(request, options) ?? doorRefusal(request, options);
}

function originRefusal(
  request: Knock,
  { trustProxy }: HandshakeOptions,
): HandshakeRefusal | null {
  const way = wayOf(request, trustProxy);
  const asked = askedOf(request);
  if (isFromOwnPage(asked, { trustProxy: way.trusted })) return null;
  const page = plainOrigin(request.headers.origin);
  return { kind: "origin", page, own: ownOrigin(asked, { trustProxy: way.trusted }), ...way };
}

function doorRefusal(
  request: Knock,
  { door, trustProxy, now }: HandshakeOptions,
): HandshakeRefusal | null {
  const kind = door.enter(requestKey(request, trustProxy), now());
  return kind === null ? null : { kind, ...wayOf(request, trustProxy) };
}
