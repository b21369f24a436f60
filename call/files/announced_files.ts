// Which files the lines of a chat announce, and who did. Pure.
import type { ChatLine } from "../../protocol/shapes.ts";
import { type FileInfo, readAnnouncement } from "./announcement.ts";

/** An announcement and who made it; the same file may be announced by several. */
export interface Announced {
  info: FileInfo;
  authors: ReadonlySet<string>;
}

/** By the file's key. */
export function announcedIn(lines: readonly ChatLine[]): ReadonlyMap<string, Announced> {
  const all = new Map<string, Announced>();
  for (const line of lines) {
    const info = line.kind === "text" ? readAnnouncement(line.text) : null;
    if (info === null) continue;
    const known = all.get(info.key);
    const authors = new Set(known?.authors).add(line.from.id);
    all.set(info.key, { info: known?.info ?? info, authors });
  }
  return all;
}
