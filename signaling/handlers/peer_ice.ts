// peer:ice: candidates, to one member.
import type { MemberHandler } from "./handler.ts";
import { relay } from "./relay.ts";

/** Hands them on. */
export const peerIce: MemberHandler<"peer:ice"> = (context, { candidates, ...address }) => {
  return relay(context, {
    ...address,
    deliver: (sink, stamp) => sink.notify("peer:ice", { ...stamp, candidates }),
  });
};
