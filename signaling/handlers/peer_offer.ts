// peer:offer: a member sends another member an SDP offer.
import type { MemberHandler } from "./handler.ts";
import { relay } from "./relay.ts";

/** Relays it to the addressee. */
export const peerOffer: MemberHandler<"peer:offer"> = (context, { sdp, proof, ...address }) => {
  return relay(context, {
    ...address,
    deliver: (sink, stamp) =>
      sink.notify("peer:offer", { ...stamp, sdp, ...(proof === undefined ? {} : { proof }) }),
  });
};
