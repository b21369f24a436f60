// What a link carried stays with the page: a mangled address is put right before anything reads it.
import { readRoomPath, roomPath } from "../../protocol/link_parts.ts";

/** Forms of the page that keep what the address carried, until its secrets stand behind the "#". */
const KEPT = "input[type=hidden]:is([name=k], [name=host], [name=invite])";

/** "/r/x%23k=…" and "/r/x?k=…": what is a secret goes behind the "#", and is sent no more. */
export function keepAddress(): void {
  const { pathname, search, hash } = location;
  const path = pathname.replace(/^\/+r\/+/i, "") + search;
  const carried = readRoomPath(path);
  if (carried === null || carried.fragment === "") return;
  const whole = readRoomPath(`${path}&${hash.slice(1)}`) ?? carried;
  history.replaceState(history.state, "", roomPath(whole));
  for (const input of document.querySelectorAll(KEPT)) input.remove();
}
