// The web server: requests, errors, slow clients, ports that are taken, TLS, and the end.
import assert from "node:assert/strict";
import { createWebServer, type FetchHandler, type WebServerOptions } from "@/server/http_server.ts";
import { attachSignaling } from "@/signaling/mod.ts";
import { selfSigned } from "../fakes/certificate.ts";
import { SETTINGS } from "../signaling/room_directory_kit.ts";
import { CLEAN, Client } from "../signaling/socket_kit.ts";

const HERE = { port: 0, host: "127.0.0.1" };

async function start(handler: FetchHandler, options: Partial<WebServerOptions> = {}) {
  const errors: unknown[] = [];
  const onError = (error: unknown) => void errors.push(error);
  const web = createWebServer({ handler, tls: null, onError, ...options });
  const port = await web.listen(HERE);
  assert.ok(typeof port === "number");
  const close = () => web.close();
  const url = `${options.tls ? "https" : "http"}://127.0.0.1:${port}`;
  return { web, port, url, errors, close, [Symbol.asyncDispose]: close };
}

/** Everything the server says to these bytes until it closes the connection. */
async function talk(port: number, bytes: string): Promise<string> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  if (bytes !== "") await connection.write(new TextEncoder().encode(bytes));
  let said = "";
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(4_096);
  for (let n; (n = await connection.read(buffer)) !== null;) {
    said += decoder.decode(buffer.subarray(0, n));
  }
  return said;
}

Deno.test("a request reaches the handler whole, and its answer the visitor", CLEAN, async () => {
  await using server = await start(async (request, { remoteAddr }) => {
    const { method, url, headers } = request;
    const seen = { method, url, color: headers.get("color"), from: remoteAddr.hostname };
    return Response.json({ ...seen, body: await request.text() }, { status: 201 });
  });
  const answer = await fetch(`${server.url}/path?q=ө`, {
    method: "POST",
    headers: { color: "red" },
    body: "салам",
  });
  assert.equal(answer.status, 201);
  assert.deepEqual(await answer.json(), {
    method: "POST",
    url: `${server.url}/path?q=%D3%A9`,
    color: "red",
    from: "127.0.0.1",
    body: "салам",
  });
});

Deno.test(
  "a handler that fails is reported, and the visitor learns nothing of it",
  CLEAN,
  async () => {
    await using server = await start(({ url }) => {
      if (url.endsWith("/sync")) throw new Error("secret detail");
      return Promise.reject(new Error("secret detail"));
    });
    for (const path of ["/sync", "/async"]) {
      const answer = await fetch(server.url + path);
      assert.equal(answer.status, 500);
      assert.ok(!(await answer.text()).includes("secret"));
    }
    assert.equal(server.errors.length, 2);
  },
);

Deno.test("nonsense is answered 400 and reported to nobody", CLEAN, async () => {
  await using server = await start(() => new Response("never"));
  for (const host of ["a b", "x/y", "[", "a:b:c"]) {
    const said = await talk(
      server.port,
      `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    );
    assert.match(said, /^HTTP\/1.1 400/, host);
  }
  assert.match(await talk(server.port, "\x16\x03\x01\r\n\r\n"), /^HTTP\/1.1 400/);
  assert.deepEqual(server.errors, []);
});

Deno.test(
  "the Request's methods work, and new Request(url, request) makes a copy",
  CLEAN,
  async () => {
    await using server = await start(async (request) => {
      const copy = new Request(request.url, request);
      return new Response(`${request instanceof Request} ${await copy.text()}`);
    });
    const answer = await fetch(server.url, { method: "POST", body: "x" });
    assert.equal(await answer.text(), "true x");
  },
);

Deno.test(
  "slow and silent clients are let go, and others are served meanwhile",
  CLEAN,
  async () => {
    await using server = await start(({ body }) => new Response(body ? "body" : "none"), {
      timeouts: {
        headersTimeout: 300,
        requestTimeout: 500,
        keepAliveTimeout: 100,
        connectionsCheckingInterval: 50,
      },
    });
    const started = performance.now();
    const slow = [
      talk(server.port, ""),
      talk(server.port, "GET / HTTP/1.1\r\nHost: x\r\nA: "),
      talk(server.port, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc"),
      talk(server.port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"),
    ];
    const page = await fetch(server.url);
    assert.equal(await page.text(), "none");
    const said = await Promise.all(slow);
    assert.ok(performance.now() - started < 15_000, "Node's own timeouts are a minute and more");
    assert.match(said[0] ?? "", /^HTTP\/1.1 408|^$/);
    assert.match(said[1] ?? "", /^HTTP\/1.1 408|^$/);
    assert.match(said[3] ?? "", /^HTTP\/1.1 200/);
  },
);

Deno.test(
  "a port that is taken is named in a sentence, and so is a strange host",
  CLEAN,
  async () => {
    await using server = await start(() => new Response());
    const other = createWebServer({ handler: () => new Response(), tls: null, onError: () => {} });
    const taken = await other.listen({ ...HERE, port: server.port });
    assert.ok(typeof taken === "string");
    assert.match(taken, /^PORT \d+ is taken.*\.$/);
    for (const host of ["192.0.2.1", "no-such-host.invalid"]) {
      const strange = await other.listen({ port: 0, host });
      assert.ok(
        typeof strange === "string" && strange.startsWith(`HOST ${host} `),
        String(strange),
      );
    }
  },
);

Deno.test("closing lets an answer finish and frees the port", CLEAN, async () => {
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
  const { promise: answer, resolve: finish } = Promise.withResolvers<Response>();
  const server = await start(() => {
    ask();
    return answer;
  });
  const page = fetch(server.url);
  await asked;
  const closing = server.close();
  finish(new Response("finished"));
  assert.equal(await (await page).text(), "finished");
  await closing;
  Deno.listen({ port: server.port, hostname: "127.0.0.1" }).close();
});

Deno.test("closing does not wait for ever for a client that reads nothing", CLEAN, async () => {
  const server = await start(() => new Promise<Response>(() => {}));
  const stuck = talk(server.port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  await fetch(`${server.url}/`, { signal: AbortSignal.timeout(50) }).catch(() => null);
  await server.close();
  assert.equal(await stuck, "");
});

Deno.test("with a certificate pages and sockets are served over TLS, from the own origin only", async () => {
  const tls = selfSigned();
  for (const turnPlace of [undefined, () => null]) {
    await usesTls({ tls, turnPlace });
  }
});

async function usesTls(options: Pick<WebServerOptions, "tls" | "turnPlace">) {
  const { tls } = options;
  assert.ok(tls !== null);
  await using server = await start(({ url }) => new Response(url), options);
  const config = { ...SETTINGS, trustProxy: false, addressLimit: 0 };
  const signaling = attachSignaling(server.web.node, { config, onError: () => {} });
  using trusting = Deno.createHttpClient({ caCerts: [tls.cert] });
  const trust = { client: trusting } as RequestInit;
  const page = await fetch(`https://localhost:${server.port}/x`, trust);
  assert.equal(await page.text(), `https://localhost:${server.port}/x`);
  for (const transports of [["websocket" as const], ["polling" as const]]) {
    const options = { transports, ca: tls.cert };
    using client = await Client.connect(server.url, {
      ...options,
      headers: { origin: server.url },
    });
    assert.ok((await client.ask("echo:send", { text: "x" })).ok);
    const insecure = server.url.replace("https", "http");
    await assert.rejects(Client.connect(server.url, { ...options, headers: { origin: insecure } }));
  }
  await signaling.close();
}
