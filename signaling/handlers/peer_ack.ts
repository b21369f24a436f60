// peer:ack: what has arrived of another member's signals, to that member.
import type { MemberHandler } from "./handler.ts";
import { relay } from "./relay.ts";

/** Hands it on. */
export const peerAck: MemberHandler<"peer:ack"> = (context, address) => {
  return relay(context, {
    ...address,
    deliver: (sink, stamp) => sink.notify("peer:ack", stamp),
  });
};
