// peer:offer: an SDP offer, to one member.
import type { MemberHandler } from "./handler.ts";
import { relay } from "./relay.ts";

/** Hands it on. */
export const peerOffer: MemberHandler<"peer:offer"> = (context, { sdp, proof, ...address }) => {
  return relay(context, {
    ...address,
    deliver: (sink, stamp) =>
      sink.notify("peer:offer", { ...stamp, sdp, ...(proof === undefined ? {} : { proof }) }),
  });
};
