// What a link carried stays with the page: a mangled address is put right before anything reads it.
import { readRoomLink, roomPath } from "../../protocol/room_link.ts";

/** "/r/x%23k=…" and "/r/x?k=…": what is a secret goes behind the "#". */
export function keepAddress(): void {
  const { pathname, search, hash } = location;
  const carried = readRoomLink(pathname + search);
  if (carried === null || carried.fragment === "") return;
  const whole = readRoomLink(`${pathname}${search}&${hash.slice(1)}`) ?? carried;
  history.replaceState(history.state, "", roomPath(whole));
}
