// People, tiles, rules and devices as a call would show them, to be changed where a test needs it otherwise.
import type { DeviceChoice, DeviceKind, Tile } from "@/call/mod.ts";
import { ALL_RIGHTS } from "@/protocol/rights.ts";
import type { Rules } from "@/protocol/roles.ts";
import type { Member } from "@/protocol/shapes.ts";

/** A guest with microphone and camera on. */
export function member(id: string, changes: Partial<Member> = {}): Member {
  return {
    id,
    epoch: 0,
    name: `Айбек ${id}`,
    media: { mic: true, camera: true, screen: false, screenAudio: false },
    joinedAt: 0,
    away: false,
    hand: null,
    role: "guest",
    ...changes,
  };
}

/** The camera of a guest, connected well. */
export function tile(id: string, changes: Partial<Tile> = {}): Tile {
  return {
    key: `${id}:camera`,
    kind: "camera",
    member: member(id),
    self: false,
    video: null,
    link: "connected",
    isLost: false,
    quality: "good",
    cause: null,
    ...changes,
  };
}

/** A room of a host, open to all, in which everybody may do everything. */
export function rules(changes: Partial<Rules> = {}): Rules {
  return { locked: false, rights: ALL_RIGHTS, hasPassword: false, title: null, ...changes };
}

/** Two microphones, a camera and a speaker. */
export function deviceChoices(): Record<DeviceKind, DeviceChoice[]> {
  return {
    mic: [{ id: "m1", label: "Mic 1" }, { id: "m2", label: "Mic 2" }],
    camera: [{ id: "c1", label: "Cam 1" }],
    speaker: [{ id: "s1", label: "Speaker 1" }],
  };
}
