// The end of the server, as clients see it.
import assert from "node:assert/strict";
import { CLEAN, Client, startServer } from "./socket_kit.ts";

const WEBSOCKET = { transports: ["websocket" as const] };

Deno.test("closing tells clients to come back, and frees the port", async () => {
  const server = await startServer();
  using a = await Client.connect(server.url, WEBSOCKET);
  using b = await Client.connect(server.url, { transports: ["polling"] });
  await a.join("ala");
  const reasons: string[] = [];
  for (const { socket } of [a, b]) socket.on("disconnect", (reason) => reasons.push(reason));
  await server.close();
  for (const client of [a, b]) await client.until(() => !client.socket.connected);
  // after "io server disconnect" Socket.IO's client would not try again
  assert.deepEqual(reasons, ["transport close", "transport close"]);
  Deno.listen({ port: server.port, hostname: "127.0.0.1" }).close();
});

Deno.test(
  "nobody is told that the others went away when it is the server that goes",
  CLEAN,
  async () => {
    const server = await startServer();
    const clients = [];
    for (let n = 0; n < 3; n++) {
      const client = await Client.connect(server.url, WEBSOCKET);
      await client.join("ala");
      client.heard.length = 0;
      clients.push(client);
    }
    await clients[0]?.ask("echo:send", { text: "all events of joining have arrived" });
    clients.forEach(({ heard }) => heard.length = 0);
    await server.close();
    for (const client of clients) {
      await client.until(() => !client.socket.connected);
      assert.deepEqual(client.heard, []);
      client.close();
    }
  },
);

Deno.test("who does not answer is cut, and meanwhile nobody gets in", CLEAN, async () => {
  const server = await startServer();
  const silent = await openSilentWebSocket(server.port);
  const started = performance.now();
  const closing = server.signaling.close();
  const handshake = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`);
  assert.equal(handshake.status, 403);
  await handshake.body?.cancel();
  await closing;
  for await (const _ of silent.readable); // ends, because the server cut it
  assert.ok(performance.now() - started < 10_000, "npm:ws would wait for half a minute");
  await server.close();
});

/** A WebSocket client that never answers anything, a closing handshake least of all. */
async function openSilentWebSocket(port: number): Promise<Deno.TcpConn> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const head = [
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
    "Host: x",
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
  ];
  await connection.write(new TextEncoder().encode(`${head.join("\r\n")}\r\n\r\n`));
  const answer = new Uint8Array(64);
  await connection.read(answer);
  assert.match(new TextDecoder().decode(answer), /^HTTP\/1.1 101/);
  return connection;
}
