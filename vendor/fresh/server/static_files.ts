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
    if (!snapshot || !file) return ctx.next();
    if (req.method === "GET" || req.method === "HEAD") {
      return respondWithFile(file, { req, url, store: snapshot.store });
    }
    const status = req.method === "OPTIONS" ? 204 : 405;
    return new Response(null, { status, headers: { allow: "GET, HEAD, OPTIONS" } });
  };
}

function decodePath(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}
