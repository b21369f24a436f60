// peer:answer: a member answers another member's offer.
import type { MemberHandler } from "./handler.ts";
import { relay } from "./relay.ts";

/** Relays it to the addressee. */
export const peerAnswer: MemberHandler<"peer:answer"> = (context, { sdp, proof, ...address }) => {
  return relay(context, {
    ...address,
    deliver: (sink, stamp) =>
      sink.notify("peer:answer", { ...stamp, sdp, ...(proof === undefined ? {} : { proof }) }),
  });
};
