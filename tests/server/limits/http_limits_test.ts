// Bounds in front of the web server: requests in flight, unread answers, rates, names, neighbours.
import assert from "node:assert/strict";
import type { RequestLimiterOptions } from "@/server/limits/request_limiter.ts";
import { isKnownHost } from "@/server/limits/known_hosts.ts";
import { ANSWER_MS, MAX_IN_FLIGHT } from "@/server/limits/pipeline_limits.ts";
import { createWebServer, type FetchHandler } from "@/server/http_server.ts";
import {
  ADDRESS_BACKLOG,
  CONNECTION_BACKLOG,
  FAIR_BACKLOG,
  SendBacklog,
  TOTAL_BACKLOG,
} from "@/signaling/gateway/send_backlog.ts";
import { PAUSE_MS, type Refusal, RefusalLog, sentenceOf } from "@/signaling/gateway/refusal_log.ts";
import { until } from "../../fakes/random.ts";

/** No proxy between. */
const DIRECT = { forwarded: false, named: false, trusted: false, proxy: "127.0.0.1" };
const NO_LIMITS = { addressLimit: 0, trustProxy: false, hosts: [] };

async function start(handler: FetchHandler, limits: Partial<RequestLimiterOptions> = {}) {
  const refused: Refusal[] = [];
  const web = createWebServer({
    handler,
    tls: null,
    onError: (error) => assert.fail(String(error)),
    limits: { ...NO_LIMITS, onRefused: (refusal) => void refused.push(refusal), ...limits },
    timeouts: { connectionsCheckingInterval: 20 },
  });
  const port = await web.listen({ port: 0, host: "127.0.0.1" });
  assert.ok(typeof port === "number");
  const url = `http://127.0.0.1:${port}`;
  return { url, port, refused, [Symbol.asyncDispose]: () => web.close() };
}

const get = (path = "/", host = "x") => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;

/** Says this and waits, without reading, until the server has ended the connection. */
async function endsUnread(port: number, text: string): Promise<void> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const write = (piece: string) => connection.write(new TextEncoder().encode(piece));
  await write(text);
  try {
    for (;;) { // an empty line asks for nothing; it fails once the other end is gone
      await write("\r\n");
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  } catch (error) {
    assert.match(String(error), /BrokenPipe|ConnectionReset/);
  }
}

/** Bytes that no system keeps for a connection whose other end does not read. */
const MORE_THAN_THE_SYSTEM_TAKES = 40_000_000;

/** As much, but made as it is read: hardly any of it waits in the server. */
function dropByDrop(): ReadableStream<Uint8Array<ArrayBuffer>> {
  const drop = new Uint8Array(10_000);
  let rest = MORE_THAN_THE_SYSTEM_TAKES;
  return new ReadableStream({
    pull: (controller) => {
      controller.enqueue(drop);
      rest -= drop.length;
      if (rest <= 0) controller.close();
    },
  });
}

/** Bytes that are still read of a connection until its end. */
async function restOf(connection: Deno.Conn): Promise<number> {
  const buffer = new Uint8Array(65_536);
  let bytes = 0;
  for (;;) {
    const count = await connection.read(buffer).catch(() => null);
    if (count === null) return bytes;
    bytes += count;
  }
}

Deno.test("a connection that has too many requests in flight is cut, one by one or all at once", async () => {
  let asked = 0;
  await using server = await start(() => {
    asked += 1;
    return new Promise<Response>(() => {});
  });
  await endsUnread(server.port, get().repeat(4_500));
  assert.equal(asked, 0, "a burst is cut before it is parsed");
  using connection = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  const ended = connection.read(new Uint8Array(1)).catch(() => null);
  for (let n = 1; n <= MAX_IN_FLIGHT; n++) {
    await connection.write(new TextEncoder().encode(get()));
    await until(() => asked === n);
  }
  await connection.write(new TextEncoder().encode(get()));
  assert.equal(await ended, null);
  assert.equal(asked, MAX_IN_FLIGHT);
  assert.deepEqual(server.refused.map(({ kind }) => kind), ["unread", "unread"]);
});

Deno.test("requests in a row are no burst, and neither is text that looks like some", async () => {
  await using server = await start(async (request) => new Response(await request.text()));
  const log = "GET / HTTP/1.1\n".repeat(20);
  for (let n = 0; n < 3 * MAX_IN_FLIGHT; n++) {
    const answer = await fetch(server.url, { method: "POST", body: JSON.stringify(log) });
    assert.equal(await answer.json(), log);
  }
  assert.deepEqual(server.refused, []);
});

Deno.test("an answer that nobody reads is cut: at once if it is large, in time if it is not", async () => {
  let now = 0;
  await using server = await start(
    ({ url }) => {
      if (url.endsWith("/large")) return new Response(new Uint8Array(MORE_THAN_THE_SYSTEM_TAKES));
      return new Response(url.endsWith("/drop-by-drop") ? dropByDrop() : new Uint8Array(500_000));
    },
    { steady: () => now },
  );
  const cuts = () => server.refused.map(({ kind }) => kind);
  await endsUnread(server.port, get("/large"));
  assert.deepEqual(cuts(), ["unread"]);
  using connection = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  await connection.write(new TextEncoder().encode(get("/drop-by-drop")));
  await connection.read(new Uint8Array(1)); // it has begun
  const whole = await fetch(`${server.url}/small`);
  assert.equal((await whole.arrayBuffer()).byteLength, 500_000, "who reads gets it all");
  assert.deepEqual(cuts(), ["unread"], "little waits in the server");
  now += 10 * ANSWER_MS;
  await until(() => cuts().length === 2);
  assert.deepEqual(cuts(), ["unread", "unread"]);
  assert.ok(await restOf(connection) < MORE_THAN_THE_SYSTEM_TAKES, "it has ended before its end");
});

Deno.test("an address that asks for too many pages reads 429 and when to come again", async () => {
  let now = 0;
  await using server = await start(() => new Response("a page"), {
    addressLimit: 1,
    steady: () => now,
    words: (status, language) => `${status} ${language}`,
  });
  const ask = async (path = "/") => {
    const answer = await fetch(server.url + path, { headers: { "accept-language": "ru" } });
    return { status: answer.status, text: await answer.text(), wait: answer.headers };
  };
  let pages = 0;
  while ((await ask()).status === 200) pages += 1;
  assert.equal(pages, 3);
  const { status, text, wait } = await ask();
  assert.deepEqual([status, text, wait.get("retry-after")], [429, "429 ru", "10"]);
  assert.deepEqual(server.refused[0], { kind: "requests", way: DIRECT });
  now += 10_000;
  assert.equal((await ask()).status, 200, "and may after a pause");
});

Deno.test("names that HOSTS does not list are misdirected, for pages and sockets alike", async () => {
  await using server = await start(() => new Response("a page"), { hosts: ["meet.example.org"] });
  const statusOf = async (host: string) => {
    using connection = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
    await connection.write(new TextEncoder().encode(get("/", host)));
    const buffer = new Uint8Array(2_000);
    const count = await connection.read(buffer) ?? 0;
    return new TextDecoder().decode(buffer.subarray(0, count)).split(" ")[1];
  };
  for (const host of ["meet.example.org", "MEET.example.org:7007", "127.0.0.1", "localhost:7007"]) {
    assert.equal(await statusOf(host), "200", host);
  }
  for (const host of ["evil.example", "meet.example.org.evil.example", "localhost.evil.example"]) {
    assert.equal(await statusOf(host), "421", host);
  }
  assert.deepEqual(server.refused[0], { kind: "host", host: "evil.example" });
  assert.ok(isKnownHost("anything.example", []), "without the setting every name is one of ours");
  assert.ok(isKnownHost("[2001:db8::1]:7007", ["meet.example.org"]));
  assert.ok(!isKnownHost("meet.example.org:1", ["meet.example.org:2"]));
});

Deno.test("what waits is bounded per connection, per address and in all", () => {
  const one = new SendBacklog().entry("a");
  assert.ok(one.set(CONNECTION_BACKLOG));
  assert.ok(!one.set(CONNECTION_BACKLOG + 1));
  const fill = (bytes: number, keyOf: (n: number) => string) => {
    const backlog = new SendBacklog();
    const entries = Array.from(
      { length: bytes / CONNECTION_BACKLOG },
      (_, n) => backlog.entry(keyOf(n)),
    );
    assert.ok(entries.every((entry) => entry.set(CONNECTION_BACKLOG)));
    return { backlog, entries };
  };
  const address = fill(ADDRESS_BACKLOG, () => "a");
  const late = address.backlog.entry("a");
  assert.deepEqual([late.set(FAIR_BACKLOG), late.set(FAIR_BACKLOG + 1)], [true, false]);
  assert.ok(address.backlog.entry("b").set(CONNECTION_BACKLOG), "another address is not concerned");
  const all = fill(TOTAL_BACKLOG, (n) => `a${n}`);
  const last = all.backlog.entry("b");
  assert.deepEqual([last.set(FAIR_BACKLOG), last.set(FAIR_BACKLOG + 1)], [true, false]);
  last.end();
  for (const entry of all.entries) entry.end();
  assert.equal(all.backlog.total, 0);
});

Deno.test("a proxy that is believed and names nobody is told to, others that there are many", () => {
  for (const kind of ["address-full", "address-fast", "requests"] as const) {
    const told = (more: Partial<typeof DIRECT>) =>
      sentenceOf({ kind, way: { ...DIRECT, forwarded: true, ...more } });
    assert.match(told({ trusted: true }), /let it set X-Forwarded-For/);
    assert.match(told({ trusted: true, named: true }), /Raise it/);
    assert.match(told({ proxy: "172.18.0.1" }), /that proxy \(172\.18\.0\.1\) in TRUST_PROXY/);
    assert.match(told({ proxy: "" }), /that proxy in TRUST_PROXY/);
  }
});

Deno.test("each kind of refusal is a line a minute, which cannot be broken or filled", () => {
  let now = 0;
  const lines: string[] = [];
  const log = new RefusalLog({ write: (line) => void lines.push(line), steady: () => now });
  const way = { ...DIRECT, forwarded: true };
  const origin = { kind: "origin", way, own: "http://a:1" } as const;
  for (let n = 0; n < 5; n++) log.note({ ...origin, page: "https://meet.example" });
  log.note({ kind: "connections" });
  assert.equal(lines.length, 2);
  assert.match(lines[0] ?? "", /https:\/\/meet\.example.*http:\/\/a:1.*TRUST_PROXY.*X-Forwarded/);
  now += PAUSE_MS;
  log.note({ kind: "host", host: `evil\n\x1b[31m${"x".repeat(5_000)}` });
  log.note({ ...origin, page: "https://other.example" });
  assert.match(lines[3] ?? "", /https:\/\/other\.example.*4 more/);
  for (const line of lines) assert.ok(/^[\x20-\x7e]{1,500}$/.test(line), line);
});
