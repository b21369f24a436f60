// Which files the lines of a chat announce, and who did. Pure.
import type { ChatLine, TextLine } from "../../protocol/shapes.ts";
import { type FileInfo, readAnnouncement } from "./announcement.ts";

/** An announcement and who made it; the same file may be announced by several. */
export interface Announced {
  info: FileInfo;
  authors: ReadonlySet<string>;
}

/** The lines that announce a file, without those that were taken back. */
export function announcements(
  lines: readonly ChatLine[],
): readonly { line: TextLine; info: FileInfo }[] {
  const gone = new Set(lines.flatMap((line) => line.kind === "deleted" ? line.target : []));
  return lines.flatMap((line) => {
    const info = line.kind === "text" && !gone.has(line.id) ? readAnnouncement(line.text) : null;
    return line.kind !== "text" || info === null ? [] : [{ line, info }];
  });
}

/** By the file's key. */
export function announcedIn(lines: readonly ChatLine[]): ReadonlyMap<string, Announced> {
  const all = new Map<string, Announced>();
  for (const { line, info } of announcements(lines)) {
    const known = all.get(info.key);
    const authors = new Set(known?.authors).add(line.from.id);
    all.set(info.key, { info: known?.info ?? info, authors });
  }
  return all;
}
