// Scripts of earlier builds: a page that was open during an update still finds what it was made for.
import type { Middleware } from "fresh";
import type { State } from "../utils.ts";

/** Folder below the build's own, and the list in it. */
export const RETAINED_DIR = "kept";
export const RETAINED_LIST = "list.json";

/** A script that a newer build does not have. */
export interface RetainedFile {
  /** Its path in the address, which carries the hash of its content. */
  readonly path: string;
  /** Name of its file in {@link RETAINED_DIR}. */
  readonly blob: string;
  readonly bytes: number;
  /** When a build first came without it, in milliseconds since 1970. */
  readonly replacedAt: number;
  /** How many builds have come without it; lists of before do not say it. */
  readonly builds?: number;
}

/** What the folder `_fresh/kept/` in `build` lists; nothing where there is none. */
export function readRetainedList(build: URL): RetainedFile[] {
  try {
    return JSON.parse(Deno.readTextFileSync(new URL(`${RETAINED_DIR}/${RETAINED_LIST}`, build)));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/** Answers for scripts of earlier builds; comes after the files of this one. */
export function retainedFiles(build: URL): Middleware<State> {
  const files = new Map(readRetainedList(build).map((file) => [file.path, file]));
  return async (ctx) => {
    const file = files.get(ctx.url.pathname);
    const reads = ctx.req.method === "GET" || ctx.req.method === "HEAD";
    if (file === undefined || !reads) return ctx.next();
    const content = await contentOf(new URL(`${RETAINED_DIR}/${file.blob}`, build));
    if (content === null) return ctx.next(); // a newer build has taken it away meanwhile
    const headers = {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "public, max-age=31536000, immutable", // the name carries the hash
    };
    return new Response(content, { headers });
  };
}

async function contentOf(file: URL): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return await Deno.readFile(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
