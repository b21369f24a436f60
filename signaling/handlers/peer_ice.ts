// peer:ice: candidates, to one member.
import type { Handler } from "./handler.ts";
import { relay } from "./relay.ts";

/** Hands them on. */
export const peerIce: Handler<"peer:ice"> = (asking, { candidates, ...address }) => {
  return relay(asking, {
    ...address,
    deliver: (sink, stamp) => sink.notify("peer:ice", { ...stamp, candidates }),
  });
};
