// peer:ice: a member sends another member ICE candidates.
import type { MemberHandler } from "./handler.ts";
import { relay } from "./relay.ts";

/** Relays them to the addressee. */
export const peerIce: MemberHandler<"peer:ice"> = (context, { candidates, ...address }) => {
  return relay(context, {
    ...address,
    deliver: (sink, stamp) => sink.notify("peer:ice", { ...stamp, candidates }),
  });
};
