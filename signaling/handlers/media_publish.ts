// media:publish: a page offers the SFU what it sends.
import type { MemberHandler } from "./handler.ts";

export const mediaPublish: MemberHandler<"media:publish"> = ({ directory, room, me }, payload) =>
  directory.sfuRooms?.publish(room, me, payload) ?? "not-allowed";
