// Addresses of static files in style sheets: they get the hash of the file's content, as asset() adds.
import { HASH_PARAM } from "../server/static_file.ts";
import { sha256 } from "./chunks.ts";

/** `url(/…)` in a style sheet: quoted or not, without query or fragment. */
const ADDRESS = /url\(\s*(["']?)(\/[^"')?#\s]+)\1\s*\)/g;

/**
 * A style sheet whose `url(/…)` carry the hashes of the files that they name; `read` gives a static
 * file's content, undefined when there is none. What names no static file stays as it is.
 */
export function withHashes(
  css: string,
  read: (path: string) => Uint8Array | undefined,
): string {
  return css.replace(ADDRESS, (whole, quote: string, path: string) => {
    const content = read(decoded(path));
    if (content === undefined) return whole;
    return `url(${quote}${path}?${HASH_PARAM}=${sha256(content)}${quote})`;
  });
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // a malformed escape names no file
  }
}
