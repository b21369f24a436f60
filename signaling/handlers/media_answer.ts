// media:answer: a page answers an offer of the SFU.
import type { MemberHandler } from "./handler.ts";

export const mediaAnswer: MemberHandler<"media:answer"> = ({ directory, room, me }, payload) =>
  directory.sfuRooms?.answer(room, me, payload) ?? "not-allowed";
