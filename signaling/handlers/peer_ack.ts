// peer:ack: what has arrived of another member's signals, to that member.
import type { Handler } from "./handler.ts";
import { relay } from "./relay.ts";

/** Hands it on. */
export const peerAck: Handler<"peer:ack"> = (asking, address) => {
  return relay(asking, {
    ...address,
    deliver: (sink, stamp) => sink.notify("peer:ack", stamp),
  });
};
