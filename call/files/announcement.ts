// The chat message that announces a file: a sentence for people, and what a page needs to fetch the file.
import { cleanName, MAX_NAME_BYTES } from "./file_name.ts";

/** What a file's announcement says. */
export interface FileInfo {
  /** As `cleanName` writes it. */
  name: string;
  /** Bytes. */
  size: number;
  /** Media type as its sender's browser names it; "" if it knows none. */
  type: string;
  /** Stands for what is in it: see `rootOf`. Base64url of 32 bytes. */
  root: string;
  /** Root and size: two announcements with the same key mean the same bytes. */
  key: string;
  /** SHA-256 of a small picture of it, base64url; null without one. */
  preview: string | null;
}

/** No page announces or fetches a larger one, whatever the server allows: 16 GiB. */
export const MAX_FILE_BYTES = 17_179_869_184;
/** Letters of the media type. */
const MAX_TYPE = 80;
const TYPE = /^[\w.+-]{1,39}\/[\w.+-]{1,40}$/;
const HASH = "[\\w-]{43}";
/**
 * Pages of before show this text as it is: name, bytes, type and hashes. Its beginnings are those of
 * `file_mark.ts`, which the page's first script has: an import would cut that script in two.
 */
const ANNOUNCEMENT = new RegExp(
  `^📎 ([^\\n]{1,${MAX_NAME_BYTES}})\\n` +
    `juz-file:1 (\\d{1,11}) bytes (\\S{1,${MAX_TYPE}}) (${HASH})(?: (${HASH}))?$`,
  "u",
);

/** See `FileInfo.key`. */
export function fileKey({ root, size }: Pick<FileInfo, "root" | "size">): string {
  return `${root}.${size}`;
}

/** Whether a text can be the key of a file. */
export function isKey(text: unknown): text is string {
  return typeof text === "string" && /^[\w-]{43}\.\d{1,11}$/.test(text);
}

/** The message's text; short enough for one message, encrypted or not. */
export function writeAnnouncement(
  { name, size, type, root, preview }: Omit<FileInfo, "key">,
): string {
  const hashes = preview === null ? root : `${root} ${preview}`;
  return `📎 ${cleanName(name)}\njuz-file:1 ${size} bytes ${
    TYPE.test(type) ? type : "-"
  } ${hashes}`;
}

/** What a message announces; null if it is one of words. A stranger may have written it. */
export function readAnnouncement(text: string): FileInfo | null {
  if (!text.startsWith("📎 ")) return null;
  const [, name = "", digits, type = "", root = "", preview = null] = ANNOUNCEMENT.exec(text) ?? [];
  const size = Number(digits ?? NaN);
  if (!(size <= MAX_FILE_BYTES)) return null;
  const key = fileKey({ root, size });
  return { name: cleanName(name), size, type: TYPE.test(type) ? type : "", root, key, preview };
}
