// Lets the open rooms of a directory use its SFU.
import type { Clock } from "../clock.ts";
import type { OpenRooms } from "../open_rooms.ts";
import { withMode } from "../room/media_mode.ts";
import type { SfuSettings } from "../room_settings.ts";
import { SfuRooms } from "./sfu_rooms.ts";

/** Null where there is no SFU. */
export function sfuRoomsFor(
  sfu: SfuSettings | null,
  { clock, rooms }: { clock: Clock; rooms: OpenRooms },
): SfuRooms | null {
  if (sfu === null) return null;
  const sfuRooms = new SfuRooms({
    ...{ ...sfu, clock },
    rooms: {
      find: (name) => rooms.get(name),
      names: () => rooms.values().map(({ name }) => name),
      travel: (name, mode) => rooms.get(name)?.update((room) => withMode(room, mode)),
    },
  });
  rooms.onDeleted = (name) => sfuRooms.changed(name);
  return sfuRooms;
}
