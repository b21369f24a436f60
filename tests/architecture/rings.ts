// Who may import whom (the rings), and through which doors. The drawing of it is in the docs.
import type { Source } from "./source.ts";

/** What each room may import: other rooms, single root files, packages (by the start of a name). */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  protocol: ["valibot"],
  signaling: ["protocol", "socket.io", "socket.io-parser", "valibot", "node:"],
  server: [
    "server/config",
    "server/limits",
    "i18n",
    "protocol",
    "signaling",
    "utils.ts",
    "fresh",
    "@hono/node-server",
    "node:",
  ],
  "server/api": ["protocol", "signaling", "i18n", "valibot", "@valibot/to-json-schema", "node:"],
  "server/signin": ["protocol", "signaling", "openid-client", "valibot"],
  "server/storage": ["signaling", "node:"],
  "server/config": ["protocol", "signaling", "node:"],
  "server/limits": ["signaling", "node:"],
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
    "server",
    "server/api",
    "server/limits",
    "server/signin",
    "utils.ts",
    "fresh",
    "preact",
    "node:",
  ],
  worker: [],
  vendor: ["esbuild-wasm", "fresh", "preact", "preact-render-to-string", "node:"],
  "main.ts": [
    "server",
    "server/api",
    "server/config",
    "server/limits",
    "server/signin",
    "server/storage",
    "i18n",
    "utils.ts",
    "routes",
    "signaling",
    "fresh",
  ],
  "utils.ts": [
    "server",
    "server/api",
    "server/config",
    "server/limits",
    "server/signin",
    "components",
    "i18n",
    "signaling",
    "fresh",
  ],
};

/** The only files of a room that others may import. */
const DOORS: Readonly<Record<string, readonly string[]>> = {
  // Apart, because whoever takes one thing through a door loads all that stands behind it.
  call: [
    "call/mod.ts",
    "call/chat/mod.ts",
    "call/connection_test/mod.ts",
    "call/e2ee/mod.ts",
    "call/recent_rooms.ts",
  ],
  "call/browser": ["call/browser/ports.ts", "call/browser/recorder.ts", "call/browser/store.ts"],
  "server/api": ["server/api/mod.ts"],
  "server/signin": ["server/signin/mod.ts"],
  "server/storage": ["server/storage/mod.ts"],
  signaling: [
    "signaling/mod.ts",
    ...["client_address", "origin_check", "refusal_log", "request_info", "send_backlog"].map((
      file,
    ) => `signaling/gateway/${file}.ts`),
  ],
  "server/limits": ["server/limits/request_limiter.ts", "server/limits/known_hosts.ts"],
};

/** Rooms whose files may be imported by nobody but themselves. */
const OUTSIDE = ["tests", "tools"];

/** Breaches of the rings in one file, as sentences. */
export function ringBreaches({ path, imports }: Source): string[] {
  const room = roomOf(path);
  if (OUTSIDE.includes(room)) return [];
  return imports.flatMap((specifier) => {
    const target = targetOf(path, specifier);
    const to = target.isOurs ? roomOf(target.name) : target.name;
    if (to === room) return [];
    const said = `${path} imports ${specifier}`;
    if (OUTSIDE.includes(to) && room !== "dev.ts") {
      return [`${said}: nothing of the product may need ${to}/`];
    }
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

/** Folders inside a folder with an order of their own. */
const INNER = Object.keys(MAY_IMPORT).filter((name) => name.includes("/"));

/** Top folder of a path (or an inner one with an order of its own), or the name of a root file. */
export function roomOf(path: string): string {
  return INNER.find((name) => path.startsWith(`${name}/`)) ?? path.split("/")[0] ?? path;
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
