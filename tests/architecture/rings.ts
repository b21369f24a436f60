// Who may import whom (the rings), and through which doors. The drawing of it is in the docs.
import type { Source } from "./source.ts";

/** What each room may import: other rooms, single root files, packages (by the start of a name). */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  protocol: ["valibot"],
  signaling: ["protocol", "socket.io", "socket.io-parser", "valibot", "node:"],
  http: ["signaling", "node:"],
  api: ["protocol", "signaling", "i18n", "valibot", "@valibot/to-json-schema", "node:"],
  signin: ["protocol", "signaling", "openid-client", "valibot"],
  storage: ["signaling", "node:"],
  call: ["protocol", "@preact/signals-core"],
  "call/browser": ["call", "protocol", "@preact/signals-core", "socket.io-client"],
  i18n: ["@preact/signals"],
  components: [
    "call",
    "i18n",
    "protocol",
    "preact",
    "@preact/signals",
    "linkifyjs",
    "uqr",
    "fresh/runtime", // asset(): the hashed address of a file
  ],
  hooks: [
    "components",
    "call",
    "call/browser",
    "i18n",
    "protocol",
    "preact",
    "@preact/signals",
    "fresh/runtime",
  ],
  islands: [
    "hooks",
    "components",
    "call",
    "call/browser",
    "i18n",
    "protocol",
    "preact",
    "@preact/signals",
    "fresh/runtime",
  ],
  routes: [
    "islands",
    "components",
    "i18n",
    "protocol",
    "signaling",
    "http",
    "api",
    "signin",
    "build",
    "utils.ts",
    "fresh",
    "preact",
    "node:",
  ],
  build: [
    "components",
    "fresh",
    "i18n",
    "kept_files.ts",
    "lucide-static",
    "@fontsource-variable",
    "node:",
  ],
  worker: [],
  fresh: ["esbuild-wasm", "fresh", "preact", "preact-render-to-string", "node:"],
  "main.ts": [
    "signin",
    "storage",
    "api",
    "config.ts",
    "http_server.ts",
    "http",
    "i18n",
    "log.ts",
    "https_redirect.ts",
    "kept_files.ts",
    "key_file.ts",
    "lifecycle.ts",
    "tls_files.ts",
    "tls_watch.ts",
    "utils.ts",
    "routes",
    "signaling",
    "fresh",
  ],
  "utils.ts": ["api", "signin", "config.ts", "http", "components", "i18n", "signaling", "fresh"],
  "config.ts": ["protocol", "settings.ts", "signaling"],
  "settings.ts": ["protocol"],
};

/** The only files of a room that others may import. */
const DOORS: Readonly<Record<string, readonly string[]>> = {
  // Apart, because whoever takes one thing through a door loads all that stands behind it.
  call: [
    "call/mod.ts",
    "call/chat/mod.ts",
    "call/echo/mod.ts",
    "call/proof/mod.ts",
    "call/recent.ts",
  ],
  "call/browser": ["call/browser/ports.ts", "call/browser/record.ts", "call/browser/store.ts"],
  api: ["api/mod.ts"],
  signin: ["signin/mod.ts"],
  storage: ["storage/mod.ts"],
  signaling: [
    "signaling/mod.ts",
    ...["origin", "address", "backlog", "refusals", "request"].map((wall) =>
      `signaling/walls/${wall}.ts`
    ),
  ],
  http: ["http/gate.ts", "http/hosts.ts", "http/self_check.ts"],
};

/** Rooms whose files may be imported by nobody but themselves. */
const OUTSIDE = ["tests", "bench", "tasks"];

/** Breaches of the rings in one file, as sentences. */
export function ringBreaches({ path, imports }: Source): string[] {
  const room = roomOf(path);
  if (OUTSIDE.includes(room)) return [];
  return imports.flatMap((specifier) => {
    const target = targetOf(path, specifier);
    const to = target.isOurs ? roomOf(target.name) : target.name;
    if (to === room) return [];
    const said = `${path} imports ${specifier}`;
    if (OUTSIDE.includes(to)) return [`${said}: nothing of the product may need ${to}/`];
    const allowed = MAY_IMPORT[room];
    if (
      allowed !== undefined &&
      !allowed.some((name) => target.isOurs ? name === to : covers(name, to))
    ) {
      return [`${said}: ${room} may import only ${allowed.join(", ")}`];
    }
    const doors = DOORS[to];
    const family = room.startsWith("call") && to.startsWith("call");
    return doors === undefined || family || doors.includes(target.name)
      ? []
      : [`${said}: the door of ${to} is ${doors.join(" or ")}`];
  });
}

/** Top folder of a path ("call/browser" is one of its own), or the name of a root file. */
export function roomOf(path: string): string {
  if (path.startsWith("call/browser/")) return "call/browser";
  return path.split("/")[0] ?? path;
}

function targetOf(path: string, specifier: string): { isOurs: boolean; name: string } {
  if (specifier.startsWith("@/")) return { isOurs: true, name: specifier.slice(2) };
  if (!specifier.startsWith(".")) return { isOurs: false, name: specifier.replace(/^npm:/, "") };
  const url = new URL(specifier, `file:///${encodeURI(path)}`);
  return { isOurs: true, name: decodeURI(url.pathname.slice(1)) };
}

/** "preact" covers "preact" and "preact/hooks"; "node:" covers "node:http". */
function covers(allowed: string, name: string): boolean {
  return name === allowed || name.startsWith(`${allowed}/`) ||
    (allowed.endsWith(":") && name.startsWith(allowed));
}
