// peer:ice: candidates, to one member.
import type { Handler } from "./handler.ts";
import { relay } from "./relay.ts";

/** Hands them on. */
export const peerIce: Handler<"peer:ice"> = (asking, { to, toEpoch, candidates }) => {
  return relay(asking, {
    to,
    toEpoch,
    deliver: (outlet, stamp) => outlet.notify("peer:ice", { ...stamp, candidates }),
  });
};
