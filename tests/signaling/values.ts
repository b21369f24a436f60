// Small values that many tests start from.
import type { MediaFlags } from "@/protocol/slots.ts";
import { emptyRoom, join, type Newcomer, type Room } from "@/signaling/room/room.ts";

/** Nothing is being sent. */
export const MEDIA_OFF: MediaFlags = {
  mic: false,
  camera: false,
  screen: false,
  screenAudio: false,
};

/** Somebody who joins at time 1 000. */
export function newcomer(id: string): Newcomer {
  return { id, name: id.toUpperCase(), media: MEDIA_OFF, role: "guest", now: 1_000 };
}

/** The room "ala" with these members. */
export function roomOf(...ids: string[]): Room {
  return ids.reduce((room, id) => join(room, newcomer(id)), emptyRoom("ala", { now: 1_000 }));
}
