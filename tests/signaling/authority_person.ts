// One person of a made-up history, and what they keep of each room.
import type { Joined } from "@/protocol/shapes.ts";
import { membershipOf } from "@/signaling/room/live_room.ts";
import type { FakeConnection } from "./room_directory_kit.ts";

/** What somebody was given at some time, and keeps for ever. */
export interface SavedSeat {
  room: string;
  seat: string;
  member: string;
  turn: number;
  copy: string;
}

/** One person with one page. */
export class Person {
  page: FakeConnection;
  address: string;
  savedSeats: SavedSeat[] = [];
  keys: { room: string; key: string }[] = [];
  lines: { room: string; call: number; payload: Joined["log"][number] }[] = [];
  admitted: string | null = null;

  constructor(page: FakeConnection, address: string) {
    this.page = page;
    this.address = address;
  }

  get place(): { room: string; member: string } | null {
    const place = membershipOf(this.page.sender);
    return place && { room: place.room.name, member: place.member };
  }
}
