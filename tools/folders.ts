// All folders (those inside call/ and signaling/ stand in folders_inside.ts): what lives there, who reads them, whom they may import. Permissions, the rules of
// tests/architecture_test.ts and the table in docs/architecture.md are made of this list.

/** A folder, or a single file of the root. */
export interface Folder {
  /** What lives there, as docs/architecture.md says it. */
  holds: string;
  /** Which programs read it: the running server, the build. */
  readBy?: readonly ("server" | "build")[];
  /** Folders of ours and packages that its files may import; anything if absent. */
  imports?: readonly string[];
  /** The only files that other folders may import; all if absent. */
  entries?: readonly string[];
}

const BOTH = ["server", "build"] as const;
const SCREEN = ["i18n", "protocol", "preact", "@preact/signals", "fresh/runtime"];

function filesOf(folder: string, names: readonly string[]): string[] {
  return names.map((name) => `${folder}/${name}.ts`);
}

/** By path. A folder inside another one has rules of its own. */
export const FOLDERS: Readonly<Record<string, Folder>> = {
  "main.ts": {
    holds: "starts everything: settings, storage, signaling, pages, one HTTP(S) server",
    imports: [
      ...["server", "server/api", "server/config", "server/limits", "server/signin"],
      ...["server/redis", "server/media", "server/storage", "server/stun"],
      "server/turn",
      ...["i18n", "utils.ts", "routes", "signaling", "fresh"],
    ],
  },
  "dev.ts": {
    holds: "starts the same for development, and is the builder's entry",
    readBy: ["build"],
  },
  "utils.ts": {
    holds: "what every route is given, as Fresh's `define`",
    readBy: BOTH,
    imports: [
      ...["server", "server/api", "server/config", "server/limits", "server/signin"],
      ...["server/turn", "components", "i18n", "signaling", "fresh"],
    ],
  },
  protocol: {
    holds: "events, schemas, limits, error codes: what browser and server agree on",
    readBy: BOTH,
    imports: ["valibot"],
  },
  signaling: {
    holds: "the signaling server: rooms, admission, chat log, relay of peer signals",
    readBy: BOTH,
    imports: ["protocol", "socket.io", "socket.io-parser", "valibot", "node:"],
    entries: [
      "signaling/mod.ts",
      ...filesOf("signaling/gateway", ["client_address", "origin_check", "refusal_log"]),
      ...filesOf("signaling/gateway", ["request_info", "send_backlog"]),
    ],
  },
  server: {
    holds: "HTTP(S) server, TLS files, self-check, error log",
    readBy: BOTH,
    imports: [
      ...["server/config", "server/limits", "i18n", "protocol", "signaling", "utils.ts", "fresh"],
      ...["@hono/node-server", "node:"],
    ],
  },
  "server/api": {
    holds: "the HTTP API for other programs: one table of operations",
    imports: ["protocol", "signaling", "i18n", "valibot", "@valibot/to-json-schema", "node:"],
    entries: ["server/api/mod.ts"],
  },
  "server/config": {
    holds: "every setting, read once and checked; pure",
    imports: ["protocol", "signaling", "node:"],
  },
  "server/redis": {
    holds: "Redis or Valkey behind the interface of `signaling/cluster/shared_store.ts`",
    imports: ["signaling", "@redis/client", "node:"],
    entries: ["server/redis/mod.ts"],
  },
  "server/limits": {
    holds: "limits of HTTP requests: rates, requests in flight, unread bytes, host names",
    imports: ["signaling", "node:"],
    entries: filesOf("server/limits", ["request_limiter", "known_hosts", "address_rates"]),
  },
  "server/signin": {
    holds: "signing in with OpenID Connect, for people who make rooms",
    imports: ["protocol", "signaling", "openid-client", "valibot"],
    entries: ["server/signin/mod.ts", "server/signin/provider_hosts.ts"],
  },
  "server/storage": {
    holds: "SQLite behind the interface of `signaling/storage.ts`; reads `rooms.jsonl` of before",
    imports: ["signaling", "node:"],
    entries: ["server/storage/mod.ts"],
  },
  "server/media": {
    holds: "Janus, an SFU, behind the interface of `signaling/media/media_router.ts`",
    imports: ["protocol", "signaling"],
    entries: ["server/media/mod.ts"],
  },
  "server/stun": {
    holds: "the STUN server inside, as a process of its own or in this one",
    imports: ["server", "server/limits", "signaling", "node:"],
    entries: ["server/stun/mod.ts"],
  },
  "server/turn": {
    holds: "the TURN server inside: a coturn that a process of its own keeps running",
    imports: ["server", "signaling", "node:"],
    entries: ["server/turn/mod.ts"],
  },
  call: {
    holds: "the client without a framework: everything of one call",
    readBy: BOTH,
    imports: ["protocol", "@preact/signals-core"],
    entries: [ // apart, because whoever takes one thing loads all that stands behind it
      "call/mod.ts",
      "call/lobby.ts", // what a page needs before the call
      "call/null_ports.ts",
      "call/chat/mod.ts",
      "call/connection_test/mod.ts",
      "call/e2ee/mod.ts",
      "call/files/mod.ts",
      "call/files/store_messages.ts", // for the worker that stores files
      "call/recent_rooms.ts",
      "call/recording/mod.ts",
      "call/transport/monitor/mod.ts",
    ],
  },
  "call/browser": {
    holds: "adapters: the only files of `call/` that name browser globals",
    imports: ["call", "protocol", "@preact/signals-core", "socket.io-client", "mediabunny"],
    entries: [
      "call/browser/ports.ts",
      "call/browser/recorder.ts",
      "call/browser/store.ts",
      "call/browser/recording/library.ts",
    ],
  },
  components: {
    holds: "Preact components: values and intents in, HTML out",
    readBy: BOTH,
    imports: ["call", ...SCREEN, "linkifyjs", "uqr"],
  },
  hooks: {
    holds: "what the islands of a page share: its call, shortcuts, title",
    readBy: BOTH,
    imports: ["components", "call", "call/browser", ...SCREEN],
  },
  islands: {
    holds: "the parts of a page that run in the browser; islands only",
    readBy: BOTH,
    imports: ["hooks", "components", "call", "call/browser", ...SCREEN],
  },
  i18n: {
    holds: "words in three languages, formats of dates and numbers",
    readBy: BOTH,
    imports: ["@preact/signals"],
  },
  routes: {
    holds: "pages and HTTP answers, as Fresh's file routes",
    readBy: BOTH,
    imports: [
      ...["islands", "components", "i18n", "protocol", "signaling", "server", "server/api"],
      ...["server/limits", "server/signin", "server/turn", "utils.ts", "fresh", "preact", "node:"],
    ],
  },
  static: { holds: "style sheets, manifest, pictures", readBy: BOTH },
  worker: {
    holds: "workers: a page for when there is no network, and the store of received files",
    readBy: ["build"],
    imports: ["call"],
  },
  vendor: {
    holds: "`vendor/fresh/` stands in for Fresh ([001](decisions/001-fresh-stand-in.md))",
    readBy: BOTH,
    imports: ["esbuild-wasm", "fresh", "preact", "preact-render-to-string", "node:"],
  },
  tools: {
    holds: "start, build, backup, doctor, permissions, this list of folders",
    readBy: ["build"],
  },
  tests: { holds: "mirrors the sources; `tests/fakes/` stands for a browser" },
  deploy: { holds: "unit, image, examples for proxies and coturn; the tests run them" },
  docs: { holds: "this page, protocol, HTTP API, contract, decisions" },
};

/** Paths that a program reads, of the first level only: a folder stands for all inside it. */
export function readBy(program: "server" | "build"): string[] {
  return Object.entries(FOLDERS).filter(([, folder]) => folder.readBy?.includes(program))
    .map(([path]) => path);
}
