// What a link carried stays with the page: a mangled address is put right, our own links take it along.
import { readRoomLink, roomPath } from "../../protocol/room_link.ts";

/** From now on until the returned function is called. */
export function keepAddress(): () => void {
  putRight();
  document.addEventListener("click", takeAlong, true);
  return () => document.removeEventListener("click", takeAlong, true);
}

/** "/r/x%23k=…" and "/r/x?k=…": what is a secret goes behind the "#", before anything reads it. */
function putRight(): void {
  const { pathname, search, hash } = location;
  const carried = readRoomLink(pathname + search);
  if (carried === null || carried.fragment === "") return;
  const whole = readRoomLink(`${pathname}${search}&${hash.slice(1)}`) ?? carried;
  history.replaceState(history.state, "", roomPath(whole));
}

/** Choosing a language or an appearance loads this very page again. */
function takeAlong({ target }: Event): void {
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null;
  if (link?.origin === location.origin && link.pathname === location.pathname && link.hash === "") {
    link.hash = location.hash;
  }
}
