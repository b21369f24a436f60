// HTTP_PORT: leads to HTTPS under names of our own certificate, and nowhere else.
import assert from "node:assert/strict";
import { connect } from "node:net";
import { createWebServer } from "@/server/http_server.ts";
import { redirectToHttps } from "@/server/https_redirect.ts";
import { readConfig } from "@/server/config/read_config.ts";
import { permissionsFor } from "@/tools/permissions.ts";
import { selfSigned } from "../fakes/certificate.ts";

const { cert } = selfSigned(); // for localhost and 127.0.0.1

/** The head of the answer to a request as it goes over the wire. */
async function answerTo(lines: string[], port = 443): Promise<string> {
  const web = createWebServer({
    handler: redirectToHttps({ port, cert: () => cert }),
    tls: null,
    onError: (error) => assert.fail(String(error)),
  });
  const place = await web.listen({ port: 0, host: "127.0.0.1" });
  assert.ok(typeof place === "number");
  try {
    return await new Promise((resolve, reject) => {
      let text = "";
      const socket = connect(place, "127.0.0.1");
      socket.on("data", (data) => text += data);
      socket.on("error", reject);
      socket.on("close", () => resolve(text));
      socket.write([...lines, "connection: close", "", ""].join("\r\n"));
    });
  } finally {
    await web.close();
  }
}

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
const locationOf = (answer: string) => /^location: (.*)$/im.exec(answer)?.[1]?.trim();

Deno.test("a visitor is led to the same address over HTTPS, and to the right port", async () => {
  const lines = ["GET /r/ала?lang=ru HTTP/1.1".replace("ала", "%D0%B0"), "host: localhost:80"];
  const usual = await answerTo(lines);
  assert.equal(statusOf(usual), 308);
  assert.equal(locationOf(usual), "https://localhost/r/%D0%B0?lang=ru");
  assert.equal(locationOf(await answerTo(lines, 7443)), "https://localhost:7443/r/%D0%B0?lang=ru");
  const address = await answerTo(["POST / HTTP/1.1", "host: 127.0.0.1", "content-length: 0"]);
  assert.equal(locationOf(address), "https://127.0.0.1/");
});

Deno.test("nobody is led to a name that is not ours, however it is written", async () => {
  const requests = [
    ["GET / HTTP/1.1", "host: evil.example"],
    ["GET / HTTP/1.1", "host: localhost.evil.example"],
    ["GET / HTTP/1.1", "host: evil.example:80"],
    ["GET / HTTP/1.1", "host: localhost@evil.example"],
    ["GET / HTTP/1.1", "host: localhost#.evil.example"],
    ["GET / HTTP/1.1", "host: 127.0.0.2"],
    ["GET / HTTP/1.1", "host: [::1]"],
    ["GET / HTTP/1.1", "host: "],
    ["GET http://evil.example/ HTTP/1.1", "host: localhost"],
    ["GET //evil.example/ HTTP/1.1", "host: localhost"],
    ["GET \\\\evil.example HTTP/1.1", "host: localhost"],
    ["GET / HTTP/1.1", "host: localhost", "x-forwarded-host: evil.example"],
    ["GET / HTTP/1.1", "host: localhost", "host: evil.example"],
  ];
  for (const request of requests) {
    const answer = await answerTo(request);
    const location = locationOf(answer);
    if (location === undefined) assert.ok([400, 421].includes(statusOf(answer)), answer);
    else assert.equal(new URL(location).hostname, "localhost", request.join());
    const echoed = location === undefined && /evil/.test(answer);
    assert.ok(!echoed, `${request.join()} is repeated: ${answer}`);
  }
});

Deno.test("a certificate for all names below one stands for one more label, and no other", () => {
  const { cert: wide } = selfSigned("*.example.org");
  const answer = redirectToHttps({ port: 443, cert: () => wide });
  const statuses = Object.entries({
    "chat.example.org": 308,
    "CHAT.example.org": 308,
    "a.b.example.org": 421,
    "example.org": 421,
    ".example.org": 421,
    "evilexample.org": 421,
    "chat.example.org.evil.example": 421,
  });
  for (const [name, status] of statuses) {
    const info = {} as Deno.ServeHandlerInfo<Deno.NetAddr>;
    const got = answer(new Request(`http://${name}/`), info) as Response;
    assert.equal(got.status, status, name);
  }
});

Deno.test("HTTP_PORT needs a certificate and a port of its own; the server may listen on both", () => {
  const tls = { TLS_CERT: "c.pem", TLS_KEY: "k.pem" };
  assert.match(String(readConfig({ HTTP_PORT: "80" })), /^TLS_CERT .* HTTP_PORT/);
  assert.match(String(readConfig({ ...tls, PORT: "443", HTTP_PORT: "443" })), /^HTTP_PORT /);
  assert.match(String(readConfig({ ...tls, HTTP_PORT: "0" })), /^HTTP_PORT /);
  const config = readConfig({ ...tls, PORT: "443", HTTP_PORT: "80" });
  assert.ok(typeof config === "object");
  assert.ok(permissionsFor(config).includes("--allow-net=0.0.0.0:443,0.0.0.0:80"));
});
