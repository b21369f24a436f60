// What ends before there is a request: answered as node:http does, and told to the operator.
import assert from "node:assert/strict";
import { connect as connectTls } from "node:tls";
import { createWebServer, type FetchHandler } from "@/server/http_server.ts";
import { type Refusal, sentenceOf } from "@/signaling/gateway/refusal_log.ts";
import { selfSigned } from "../fakes/certificate.ts";
import { until } from "../fakes/random.ts";
import { CLEAN } from "../signaling/socket_kit.ts";

const LIMITS = { addressLimit: 0, trustProxy: false, hosts: [] };
/** How it begins when a browser speaks TLS: a handshake record with a ClientHello. */
const CLIENT_HELLO = "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03";

async function start(
  handler: FetchHandler = () => new Response("page"),
  { tls = null }: { tls?: ReturnType<typeof selfSigned> | null } = {},
) {
  const refused: Refusal[] = [];
  const web = createWebServer({
    handler,
    onError: () => {},
    timeouts: { handshakeTimeout: 300, connectionsCheckingInterval: 50 },
    ...{ tls, limits: { ...LIMITS, onRefused: (refusal) => void refused.push(refusal) } },
  });
  const port = await web.listen({ port: 0, host: "127.0.0.1" });
  assert.ok(typeof port === "number");
  return { port, refused, [Symbol.asyncDispose]: () => web.close() };
}

/** What is answered to these bytes, until the connection ends. */
async function talk(port: number, bytes: string): Promise<string> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  await connection.write(Uint8Array.from(bytes, (letter) => letter.charCodeAt(0)));
  let said = "";
  const buffer = new Uint8Array(4_096);
  try {
    for (let n; (n = await connection.read(buffer)) !== null;) {
      said += new TextDecoder().decode(buffer.subarray(0, n));
    }
  } catch {
    // Reset is ended, too.
  }
  return said;
}

Deno.test(
  "bytes that are no HTTP are answered, and told by what they seem to be",
  CLEAN,
  async () => {
    await using server = await start();
    const longCookie = `GET / HTTP/1.1\r\nHost: x\r\nCookie: ${"a".repeat(40_000)}\r\n\r\n`;
    const cases: [bytes: string, status: RegExp, kind: string | null, words: RegExp][] = [
      [CLIENT_HELLO, /^HTTP\/1.1 400/, "not-http", /TLS_CERT/],
      ["PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n\r\n", /^HTTP\/1.1 400/, "not-http", /PROXY protocol/],
      ["\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c", /^HTTP\/1.1 400/, "not-http", /PROXY protocol/],
      [longCookie, /^HTTP\/1.1 431|^$/, "headers", /431.*cookies/],
      ["junk\r\n\r\n", /^HTTP\/1.1 400/, null, /^$/],
    ];
    for (const [bytes, status, kind, words] of cases) {
      server.refused.length = 0;
      assert.match(await talk(server.port, bytes), status, bytes.slice(0, 9));
      assert.equal(server.refused[0]?.kind ?? null, kind, bytes.slice(0, 9));
      assert.match(server.refused.map(sentenceOf).join(), words);
    }
  },
);

Deno.test(
  "what is answered already gets no second answer for the junk after it",
  CLEAN,
  async () => {
    await using server = await start(() => {
      const half = new ReadableStream({ start: (body) => body.enqueue(new Uint8Array(9)) });
      return new Response(half);
    });
    using connection = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
    const said: string[] = [];
    const buffer = new Uint8Array(4_096);
    const send = (text: string) => connection.write(new TextEncoder().encode(text));
    await send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    for (let n; (n = await connection.read(buffer).catch(() => null)) !== null;) {
      said.push(new TextDecoder().decode(buffer.subarray(0, n)));
      if (said.join("").includes("\0")) await send("junk\r\n\r\n").catch(() => {});
    }
    assert.deepEqual(said.join("").match(/HTTP\/1.1 \d+/g), ["HTTP/1.1 200"]);
  },
);

Deno.test(
  "without TLS at a port for TLS, and with a certificate that nobody believes",
  CLEAN,
  async () => {
    await using server = await start(undefined, { tls: selfSigned() });
    await talk(server.port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    assert.deepEqual(server.refused.map(({ kind }) => kind), ["not-tls"]);
    const socket = connectTls({ port: server.port, host: "127.0.0.1", servername: "localhost" });
    socket.on("error", () => {});
    await until(() => server.refused.length > 1);
    assert.deepEqual(server.refused.map(({ kind }) => kind), ["not-tls", "certificate"]);
    assert.match(server.refused.map(sentenceOf).join(), /HTTP_PORT.*do not accept the certificate/);
  },
);

Deno.test("a TLS handshake that leads nowhere is over after a while", CLEAN, async () => {
  await using server = await start(undefined, { tls: selfSigned() });
  await Promise.all(["", CLIENT_HELLO].map((bytes) => talk(server.port, bytes)));
  assert.deepEqual(server.refused, []);
});
