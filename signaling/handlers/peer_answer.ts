// peer:answer: the answer to an offer, to one member.
import type { MemberHandler } from "./handler.ts";
import { relay } from "./relay.ts";

/** Hands it on. */
export const peerAnswer: MemberHandler<"peer:answer"> = (context, { sdp, proof, ...address }) => {
  return relay(context, {
    ...address,
    deliver: (sink, stamp) =>
      sink.notify("peer:answer", { ...stamp, sdp, ...(proof === undefined ? {} : { proof }) }),
  });
};
