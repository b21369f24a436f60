// room:end: a host ends the call for everybody.
import { endRoom } from "../ending.ts";
import { deskOf } from "./host.ts";
import type { Handler } from "./handler.ts";

/** The host goes home as well. */
export const roomEnd: Handler<"room:end"> = (asking) => {
  const desk = deskOf(asking);
  if (typeof desk === "string") return desk;
  const { open, estate, from: by } = desk;
  endRoom(asking.hub, { open, estate, by });
  return {};
};
