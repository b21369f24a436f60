// What the four peer: events share: the server relays them from one member of a room to another.
import type { ErrorCode } from "../../protocol/errors.ts";
import type { FromMember, ToMember } from "../../protocol/signals.ts";
import type { Sink } from "../room/connection.ts";
import { mayRelay } from "../room/room.ts";
import type { MemberContext } from "./handler.ts";

/**
 * Calls `deliver` with the addressee's sink and the sender's stamp, which no client can choose. For an
 * addressee in another room, who is away or who does not exist, the sender gets the same answer.
 */
export function relay(
  { room, me: { id: from } }: MemberContext,
  { to, toEpoch, seq, ack, link, deliver }: ToMember & {
    deliver: (sink: Sink, stamp: FromMember) => void;
  },
): object | ErrorCode {
  const fromEpoch = mayRelay(room, { from, to, toEpoch });
  const addressee = room.connections.get(to);
  if (fromEpoch === null || addressee === undefined) return "no-such-member";
  deliver(addressee.sink, { from, fromEpoch, seq, ack, ...(link === undefined ? {} : { link }) });
  return DONE;
}

const DONE = Object.freeze({});
