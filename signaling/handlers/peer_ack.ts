// peer:ack: a member acknowledges the signals of another member.
import type { MemberHandler } from "./handler.ts";
import { relay } from "./relay.ts";

/** Relays it to the addressee. */
export const peerAck: MemberHandler<"peer:ack"> = (context, address) => {
  return relay(context, {
    ...address,
    deliver: (sink, stamp) => sink.notify("peer:ack", stamp),
  });
};
