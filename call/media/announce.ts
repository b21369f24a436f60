// Tells the room which of one's lines are live.
import { effect } from "@preact/signals-core";
import type { Slot } from "../../protocol/slots.ts";
import type { CallModel } from "../model.ts";
import type { Wire } from "../ports.ts";

/** From now on, whenever the own devices differ from what the room believes. */
export function announceMedia({ local, room, me }: CallModel, wire: Wire): void {
  effect(() => {
    const flags = local.flags.value;
    const known = me.value?.media;
    if (room.phase.value !== "call" || !wire.connected.value || !known) return;
    const same = (Object.keys(flags) as Slot[]).every((slot) => flags[slot] === known[slot]);
    if (!same) void wire.request("member:media", flags);
  });
}
