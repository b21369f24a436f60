// The examples for proxies, run: WebSocket and polling, HTTP/2, addresses, and a restart in a call.
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:http2";
import { request } from "node:https";
import { buildOnce, Server } from "../browser/harness/server.ts";
import { Client } from "../signaling/socket_kit.ts";
import { PROXIES, proxyMissing, type RunningProxy, startProxy } from "./proxies.ts";

const TOKEN = "a word of the tests";
const SETTINGS = { METRICS_TOKEN: TOKEN, TRUST_PROXY: "127.0.0.1" };
/** Somebody else than the proxy, by the address. */
const VISITOR = "127.0.0.2";

/** What the server says of a request from the visitor's address, with a forged header. */
async function seen({ port, cert }: RunningProxy): Promise<Record<string, unknown>> {
  const asking = request({
    ...{ host: "localhost", port, path: "/doctor", ca: cert, localAddress: VISITOR },
    headers: { authorization: `Bearer ${TOKEN}`, "x-forwarded-for": "203.0.113.77" },
  });
  asking.end();
  const [answer] = await once(asking, "response");
  let text = "";
  for await (const piece of answer) text += piece;
  return JSON.parse(text);
}

/** The status of a page by HTTP/2. */
async function overHttp2({ url, cert }: RunningProxy): Promise<number> {
  const session = connect(url, { ca: cert });
  const stream = session.request({ ":path": "/healthz" });
  const [headers] = await once(stream, "response");
  stream.resume();
  await once(stream, "end");
  session.close();
  return headers[":status"];
}

/** Two people talk by both transports; the proxy starts anew; they come back as the same and go on. */
async function talk(proxy: RunningProxy): Promise<void> {
  const origin = { origin: proxy.url };
  const by = (transport: "websocket" | "polling") =>
    Client.connect(proxy.url, { transports: [transport], headers: origin, ca: proxy.cert });
  let a = await by("websocket");
  let b = await by("polling");
  const [first, second] = [
    await a.join("room1", { name: "A" }),
    await b.join("room1", { name: "B" }),
  ];
  assert.ok((await a.ask("chat:send", { id: "x", text: "салам" })).ok);
  await b.hears("chat:line", ({ id }) => id === "x");
  await proxy.restart();
  for (const client of [a, b]) client[Symbol.dispose]();
  [a, b] = [await by("websocket"), await by("polling")];
  const again = await a.join("room1", { name: "A", seat: first.seat, fresh: false });
  const other = await b.join("room1", { name: "B", seat: second.seat, fresh: false });
  assert.deepEqual([again.self, other.self], [first.self, second.self]);
  assert.ok((await b.ask("chat:send", { id: "y", text: "дагы" })).ok);
  await a.hears("chat:line", ({ id }) => id === "y");
  for (const client of [a, b]) client[Symbol.dispose]();
}

for (const name of Object.keys(PROXIES)) {
  const missing = proxyMissing(name);
  Deno.test({
    name: `behind ${name} people talk, also after its restart, and count by their own address` +
      (missing === null ? "" : ` (ignored: ${missing})`),
    ignore: missing !== null,
    fn: async () => {
      await buildOnce();
      const server = await Server.start({ env: SETTINGS });
      await using proxy = await startProxy(name, server.port);
      await talk(proxy);
      assert.equal(await overHttp2(proxy), 200);
      assert.deepEqual(await seen(proxy), {
        ...{ address: VISITOR, peer: "127.0.0.1", forwarded: true, trusted: true },
      });
      await server.stop();
    },
  });
}
