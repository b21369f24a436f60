// A file of the browser, read a part at a time.
import type { Source } from "./pieces.ts";

/** Reads nothing before it is asked to. */
export function blobSource(blob: Blob): Source {
  return {
    size: blob.size,
    read: async (at, length) => new Uint8Array(await blob.slice(at, at + length).arrayBuffer()),
  };
}
