// staticFiles(): the middleware that serves static/ and what the build made.
import type { Middleware } from "../types.ts";
import { currentScope } from "./scope.ts";
import { respondWithFile } from "./static_file.ts";

/** Serves the snapshot's files, and nothing that is not in its list. */
export function staticFiles<State>(): Middleware<State> {
  return (ctx) => {
    const { req, url } = ctx;
    const snapshot = currentScope()?.snapshot;
    const path = decodePath(url.pathname);
    const file = path === null ? undefined : snapshot?.files.get(path);
    if (!snapshot || !file || (req.method !== "GET" && req.method !== "HEAD")) return ctx.next();
    return respondWithFile(file, { req, url, store: snapshot.store });
  };
}

function decodePath(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}
