// peer:answer: the answer to an offer, to one member.
import type { Handler } from "./handler.ts";
import { relay } from "./relay.ts";

/** Hands it on. */
export const peerAnswer: Handler<"peer:answer"> = (asking, { sdp, proof, ...address }) => {
  return relay(asking, {
    ...address,
    deliver: (sink, stamp) =>
      sink.notify("peer:answer", { ...stamp, sdp, ...(proof === undefined ? {} : { proof }) }),
  });
};
