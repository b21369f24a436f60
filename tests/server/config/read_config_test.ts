// Settings: what holds when nothing is set, what is understood, what is refused.
import assert from "node:assert/strict";
import {
  type Environment,
  environmentFrom,
  readConfig,
  SETTINGS,
} from "@/server/config/read_config.ts";

function config(environment: Environment) {
  const read = readConfig(environment);
  assert.ok(typeof read === "object", String(read));
  return read;
}

Deno.test("without any setting everything has its documented value", () => {
  assert.deepEqual(config({}), {
    port: 7007,
    host: "0.0.0.0",
    httpPort: null,
    hosts: [],
    tls: null,
    trustProxy: false,
    addressLimit: 100,
    stunUrls: [],
    stun: { host: "0.0.0.0", port: 7007, isTold: true },
    turn: null,
    turnUrls: [],
    turnSecret: "",
    turnTtl: 600,
    sfu: null,
    secret: "",
    redisUrl: "",
    dataDir: "data",
    roomLimit: 8,
    metricsToken: "",
    oidc: null,
    openRooms: "allowed",
    apiKey: "",
    roomsLimit: 5_000,
    chatHistory: 200,
    fileLimit: 2_147_483_648,
    chatMemoryMs: 600_000,
  });
});

Deno.test("every setting is explained, and every fallback is what holds without it", () => {
  const all = Object.fromEntries(SETTINGS.map(({ name, fallback }) => [name, fallback]));
  assert.deepEqual(config(all), config({}));
  for (const { name, explain } of SETTINGS) {
    assert.match(name, /^[A-Z][A-Z_]+$/);
    assert.match(explain, /^[A-Z0-9].*\.$/);
  }
});

Deno.test("settings are understood", () => {
  const read = config({
    PORT: " 443 ",
    HOST: "::",
    HTTP_PORT: "80",
    HOSTS: "meet.example.org, [2001:db8::1]:8443",
    TLS_CERT: "/etc/cert.pem",
    TLS_KEY: "/etc/key.pem",
    TRUST_PROXY: "127.0.0.1, 10.0.0.0/8 fd00::/8",
    ADDRESS_LIMIT: "0",
    STUN_URLS: "stun:a.example, stuns:[2001:db8::1]:5349",
    TURN_URLS: "turn:b.example:3478?transport=udp,turns:b.example:443?transport=tcp",
    TURN_SECRET: "north",
    TURN_TTL: "600",
    SFU_URL: "wss://sfu.example.org/janus",
    SFU_SECRET: "a secret of two servers",
    MESH_MAX: "6",
    SECRET: "sixteen letters!",
    REDIS_URL: "rediss://:word@cache.example.org:6380/2",
    DATA_DIR: "/var/lib/juz",
    ROOM_LIMIT: "4",
    METRICS_TOKEN: "sixteen letters!",
    API_KEY: "seventeen letters",
    OIDC_ISSUER: "https://id.example.org/realms/school",
    OIDC_CLIENT_ID: "juz",
    OIDC_CLIENT_SECRET: "north",
    OIDC_HOSTS: "keys.example.org, [2001:db8::1]:8443",
    ROOMS_LIMIT: "10",
    CHAT_HISTORY: "0",
    FILES: "0",
    FILE_LIMIT: "10",
    CHAT_MEMORY: "0",
  });
  assert.deepEqual(read, {
    port: 443,
    host: "::",
    httpPort: 80,
    hosts: ["meet.example.org", "[2001:db8::1]:8443"],
    tls: { certPath: "/etc/cert.pem", keyPath: "/etc/key.pem" },
    trustProxy: ["127.0.0.1", "10.0.0.0/8", "fd00::/8"],
    addressLimit: 0,
    stunUrls: ["stun:a.example", "stuns:[2001:db8::1]:5349"],
    stun: null,
    turn: null,
    turnUrls: ["turn:b.example:3478?transport=udp", "turns:b.example:443?transport=tcp"],
    turnSecret: "north",
    turnTtl: 600,
    sfu: { url: "wss://sfu.example.org/janus", secret: "a secret of two servers", meshMax: 6 },
    secret: "sixteen letters!",
    redisUrl: "rediss://:word@cache.example.org:6380/2",
    dataDir: "/var/lib/juz",
    roomLimit: 4,
    metricsToken: "sixteen letters!",
    apiKey: "seventeen letters",
    oidc: {
      issuer: "https://id.example.org/realms/school",
      clientId: "juz",
      clientSecret: "north",
      hosts: ["keys.example.org", "[2001:db8::1]:8443"],
    },
    openRooms: "none",
    roomsLimit: 10,
    chatHistory: 0,
    fileLimit: 0,
    chatMemoryMs: 0,
  });
});

Deno.test("where people sign in to make rooms, typing a name opens none, unless it is said", () => {
  const oidc = {
    OIDC_ISSUER: "https://id.example.org",
    OIDC_CLIENT_ID: "juz",
    OIDC_CLIENT_SECRET: "north",
  };
  const rooms = (environment: Environment) => config(environment).openRooms;
  assert.equal(rooms({}), "allowed");
  assert.equal(rooms(oidc), "none");
  for (const OPEN_ROOMS of ["allowed", "existing", "none"]) {
    assert.deepEqual([rooms({ OPEN_ROOMS }), rooms({ ...oidc, OPEN_ROOMS })], [
      OPEN_ROOMS,
      OPEN_ROOMS,
    ]);
  }
  const refused = readConfig({ OPEN_ROOMS: "some" });
  assert.equal(refused, 'OPEN_ROOMS must be allowed, existing, none, not "some".');
});

Deno.test("an empty setting is as good as none, but an empty STUN_URLS means no server", () => {
  const empty = Object.fromEntries(SETTINGS.map(({ name }) => [name, ""]));
  assert.deepEqual(config(empty), { ...config({}), stun: null });
});

Deno.test("the STUN server inside listens where PORT does, unless it is told of another place or of none", () => {
  const stun = (environment: Environment) => config(environment).stun;
  const own = { host: "0.0.0.0", port: 7007, isTold: true };
  assert.deepEqual(stun({ PORT: "443", HOST: "::" }), { ...own, port: 443, host: "::" });
  assert.deepEqual(stun({ STUN_PORT: "3478" }), { ...own, port: 3478 });
  assert.deepEqual(stun({ HOST: "127.0.0.1", STUN_HOST: "0.0.0.0" }), own);
  assert.equal(stun({ STUN_PORT: "0" }), null);
  assert.equal(stun({ PORT: "0" }), null, "nobody knows the port beforehand");
  assert.equal(stun({ STUN_URLS: "stun:a.example" }), null, "nobody would be told of it");
  const elsewhere = { STUN_URLS: "stun:meet.example:3478", STUN_PORT: "3478" };
  assert.deepEqual(stun(elsewhere), { ...own, port: 3478, isTold: false });
  const both = config({ STUN_URLS: "own, stun:a.example" });
  assert.deepEqual([both.stun, both.stunUrls], [own, ["stun:a.example"]]);
});

Deno.test("a malformed setting is refused with one sentence that names it", () => {
  const bad: Environment[] = [
    { PORT: "http" },
    { PORT: "65536" },
    { PORT: "-1" },
    { PORT: "7007.5" },
    { PORT: "0x50" },
    { TRUST_PROXY: "yes" },
    { TLS_CERT: "/only/cert" },
    { TLS_KEY: "/only/key" },
    { STUN_URLS: "stun.l.google.com" },
    { STUN_URLS: "turn:a.example" },
    { STUN_URLS: "own:7007" },
    { STUN_PORT: "stun" },
    { STUN_URLS: "stun:a.example;stun:b.example" },
    { TURN_URLS: "turn:a.example?transport=sctp", TURN_SECRET: "x" },
    { TURN_URLS: "https://a.example", TURN_SECRET: "x" },
    { TURN_URLS: "turn:a.example" },
    { SFU_URL: "ws://127.0.0.1:8188" },
    { SFU_SECRET: "a secret of two servers" },
    { SFU_URL: "ws://127.0.0.1:8188", SFU_SECRET: "short" },
    { SFU_URL: "http://127.0.0.1:8188", SFU_SECRET: "a secret of two servers" },
    { SFU_URL: "ws://me@127.0.0.1", SFU_SECRET: "a secret of two servers" },
    { MESH_MAX: "1" },
    { TURN_SECRET: "x" },
    { TURN_TTL: "59" },
    { ROOM_LIMIT: "1" },
    { ROOM_LIMIT: "51" },
    { ROOMS_LIMIT: "0" },
    { CHAT_HISTORY: "1001" },
    { CHAT_HISTORY: "all" },
    { API_KEY: "short" },
    { OIDC_ISSUER: "https://id.example.org" },
    { OIDC_CLIENT_ID: "juz", OIDC_CLIENT_SECRET: "x" },
    { OIDC_ISSUER: "http://id.example.org", OIDC_CLIENT_ID: "juz", OIDC_CLIENT_SECRET: "x" },
    { OIDC_ISSUER: "id.example.org", OIDC_CLIENT_ID: "juz", OIDC_CLIENT_SECRET: "x" },
    { OIDC_ISSUER: "https://id.example.org", OIDC_CLIENT_ID: "juz" },
  ];
  for (const environment of bad) {
    const sentence = readConfig(environment);
    assert.ok(typeof sentence === "string", JSON.stringify(environment));
    assert.match(sentence, /^[A-Z_]+ .*\.$/);
    const named = Object.keys(environment).some((name) => sentence.includes(name));
    assert.ok(named, sentence);
  }
});

Deno.test("a secret is never repeated in a sentence", () => {
  const sentence = readConfig({ TURN_SECRET: "very-secret" });
  assert.ok(typeof sentence === "string" && !sentence.includes("very-secret"));
});

Deno.test("the environment is asked for the settings and for nothing else", () => {
  const asked: string[] = [];
  const environment = environmentFrom((name) => {
    asked.push(name);
    return name === "PORT" ? "1" : undefined;
  });
  assert.deepEqual(environment, { PORT: "1" });
  assert.deepEqual(asked, SETTINGS.map(({ name }) => name));
});
