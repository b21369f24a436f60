// TURN at the port of the pages: what is STUN, what is HTTP, who is cut, and what happens at the bounds.
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { connect, type TLSSocket } from "node:tls";
import { createWebServer, type FetchHandler } from "@/server/http_server.ts";
import { firstBytes, type StreamPlace, STREAMS } from "@/server/turn_streams.ts";
import { until } from "../browser/harness/wait.ts";
import { selfSigned } from "../fakes/certificate.ts";
import { CLEAN } from "../signaling/socket_kit.ts";

const HOST = "127.0.0.1";
const BINDING = [0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42, ...Array(12).fill(7)];
const FIRST_MS = 300;
const tls = selfSigned();

/** Stands for a TURN server: sends back what comes, and knows who is connected. */
async function echoServer() {
  const open = new Set<Socket>();
  const server: Server = createServer((socket) => {
    open.add(socket);
    socket.on("error", () => {});
    socket.once("close", () => open.delete(socket));
    socket.pipe(socket);
  });
  server.listen(0, HOST);
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const close = async () => {
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return { open, place: { host: HOST, port }, [Symbol.asyncDispose]: close };
}

async function start(
  turnPlace: () => StreamPlace | null,
  { addressLimit = 0, handler = () => new Response("page") }: {
    addressLimit?: number;
    handler?: FetchHandler;
  } = {},
) {
  const web = createWebServer({
    handler,
    tls,
    onError: (error) => assert.fail(String(error)),
    limits: { addressLimit, trustProxy: false, hosts: [] },
    timeouts: { headersTimeout: FIRST_MS },
    turnPlace,
  });
  const port = await web.listen({ port: 0, host: HOST });
  assert.ok(typeof port === "number");
  return { web, port, [Symbol.asyncDispose]: () => web.close() };
}

async function dial(port: number, protocols: string[] = []): Promise<TLSSocket> {
  const socket = connect({ port, host: HOST, ca: tls.cert, ALPNProtocols: protocols });
  socket.on("error", () => {});
  await once(socket, "secureConnect");
  return socket;
}

/** What comes back until there are so many bytes. */
async function read(socket: TLSSocket, length: number): Promise<Buffer> {
  let got: Buffer = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => got = Buffer.concat([got, chunk]));
  await until(() => got.length >= length, { what: `${length} bytes` });
  return got;
}

Deno.test("firstBytes() tells STUN from HTTP as soon as it can be told", () => {
  assert.equal(firstBytes(new Uint8Array()), "more");
  assert.equal(firstBytes(new Uint8Array(BINDING.slice(0, 7))), "more");
  assert.equal(firstBytes(new Uint8Array(BINDING.slice(0, 8))), "stun");
  assert.equal(firstBytes(new Uint8Array([0, 3, 0, 8, 0x21, 0x12, 0xa4, 0x43])), "http");
  for (const method of ["G", "POST / HTTP/1.1", "\x16\x03"]) {
    const bytes = new TextEncoder().encode(method);
    assert.equal(firstBytes(bytes), method === "\x16\x03" ? "more" : "http", method);
  }
  assert.equal(firstBytes(new Uint8Array([0x40, 0])), "http", "channel data cannot come first");
});

Deno.test(
  "STUN inside TLS goes to the TURN server, in pieces and in bulk; pages come beside it",
  CLEAN,
  async () => {
    await using turn = await echoServer();
    const handler: FetchHandler = async (request) =>
      new Response(`${request.method} ${(await request.text()).length}`);
    await using server = await start(() => turn.place, { handler });
    const stream = await dial(server.port, ["stun.turn"]);
    assert.equal(stream.alpnProtocol, "stun.turn");
    for (const byte of BINDING) stream.write(new Uint8Array([byte]));
    assert.deepEqual([...await read(stream, BINDING.length)], BINDING);
    const bulk = await dial(server.port);
    const sent = Buffer.concat([Buffer.from(BINDING), Buffer.alloc(2_000_000, 5)]);
    bulk.write(sent);
    assert.ok(sent.equals(await read(bulk, sent.length)));
    const client = Deno.createHttpClient({ caCerts: [tls.cert] });
    const url = `https://localhost:${server.port}/`;
    for (const body of ["", "x".repeat(200_000)]) {
      const answer = await fetch(url, { method: "POST", body, client } as RequestInit);
      assert.equal(await answer.text(), `POST ${body.length}`);
    }
    client.close();
    stream.destroy();
    bulk.destroy();
    await until(() => turn.open.size === 0, { what: "the streams to end" });
  },
);

Deno.test("whoever says nothing, or too little, is cut in time", CLEAN, async () => {
  await using turn = await echoServer();
  await using server = await start(() => turn.place);
  const begun = performance.now();
  const sockets = await Promise.all([dial(server.port), dial(server.port)]);
  sockets[1]?.write(new Uint8Array(BINDING.slice(0, 5)));
  await Promise.all(sockets.map((socket) => once(socket.resume(), "close")));
  assert.ok(performance.now() - begun >= FIRST_MS);
  assert.equal(turn.open.size, 0);
});

Deno.test(
  "one address has so many streams, and no more; another one is not concerned",
  CLEAN,
  async () => {
    await using turn = await echoServer();
    await using server = await start(() => turn.place, { addressLimit: 2 });
    const most = 2 * STREAMS.ofAddress;
    const streams: TLSSocket[] = [];
    for (let n = 0; n < most; n++) {
      const stream = await dial(server.port);
      stream.write(new Uint8Array(BINDING));
      await read(stream, BINDING.length);
      streams.push(stream);
    }
    const beyond = await dial(server.port);
    beyond.write(new Uint8Array(BINDING));
    await once(beyond.resume(), "close");
    assert.equal(turn.open.size, most);
    streams[0]?.destroy();
    await until(() => turn.open.size === most - 1, { what: "one stream to end" });
    const next = await dial(server.port);
    next.write(new Uint8Array(BINDING));
    await read(next, BINDING.length);
    for (const stream of [...streams, next]) stream.destroy();
  },
);

Deno.test(
  "while there is no TURN server STUN is cut; the server's end ends all streams",
  CLEAN,
  async () => {
    await using turn = await echoServer();
    let place: StreamPlace | null = null;
    const server = await start(() => place);
    const early = await dial(server.port);
    early.write(new Uint8Array(BINDING));
    await once(early.resume(), "close");
    place = turn.place;
    const stream = await dial(server.port);
    stream.write(new Uint8Array(BINDING));
    await read(stream, BINDING.length);
    const closed = once(stream, "close");
    await server.web.close();
    await closed;
    await until(() => turn.open.size === 0, { what: "the stream to end" });
  },
);

Deno.test("where the TURN server is gone its streams end, and pages go on", CLEAN, async () => {
  const turn = await echoServer();
  await using server = await start(() => turn.place);
  const stream = await dial(server.port);
  stream.write(new Uint8Array(BINDING));
  await read(stream, BINDING.length);
  const closed = once(stream, "close");
  await turn[Symbol.asyncDispose]();
  await closed;
  const late = await dial(server.port);
  late.write(new Uint8Array(BINDING));
  await once(late.resume(), "close");
  const client = Deno.createHttpClient({ caCerts: [tls.cert] });
  const answer = await fetch(`https://localhost:${server.port}/`, { client } as RequestInit);
  assert.equal(await answer.text(), "page");
  client.close();
});
