// peer:offer: an SDP offer, to one member.
import type { Handler } from "./handler.ts";
import { relay } from "./relay.ts";

/** Hands it on. */
export const peerOffer: Handler<"peer:offer"> = (asking, { to, toEpoch, n, sdp }) => {
  return relay(asking, {
    to,
    toEpoch,
    deliver: (outlet, stamp) => outlet.notify("peer:offer", { ...stamp, n, sdp }),
  });
};
