// peer:offer: an SDP offer, to one member.
import type { Handler } from "./handler.ts";
import { relay } from "./relay.ts";

/** Hands it on. */
export const peerOffer: Handler<"peer:offer"> = (asking, { sdp, proof, ...address }) => {
  return relay(asking, {
    ...address,
    deliver: (sink, stamp) =>
      sink.notify("peer:offer", { ...stamp, sdp, ...(proof === undefined ? {} : { proof }) }),
  });
};
