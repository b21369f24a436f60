// media:layers: how large a page shows the others' pictures.
import type { MemberHandler } from "./handler.ts";

export const mediaLayers: MemberHandler<"media:layers"> = ({ directory, room, me }, payload) =>
  directory.sfuRooms?.choose(room, me, payload) ?? "not-allowed";
