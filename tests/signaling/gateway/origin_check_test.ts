// Which pages may open a socket.
import assert from "node:assert/strict";
import { isFromOwnPage, ownOrigin } from "@/signaling/gateway/origin_check.ts";

type Headers = Record<string, string>;

function isOwn(headers: Headers, { encrypted = true, trustProxy = false } = {}): boolean {
  return isFromOwnPage({ headers, encrypted }, { trustProxy });
}

Deno.test("a page of this very origin may open a socket", () => {
  assert.ok(isOwn({ host: "a.example", origin: "https://a.example" }));
  assert.ok(isOwn({ host: "a.example:443", origin: "https://a.example" }));
  assert.ok(isOwn({ host: "A.example:7007", origin: "https://a.example:7007" }));
  assert.ok(isOwn({ host: "[::1]:7007", origin: "http://[::1]:7007" }, { encrypted: false }));
});

Deno.test("no other page may, however similar its origin looks", () => {
  const hostile = [
    "https://evil.example",
    "https://a.example.evil.example",
    "https://evil-a.example",
    "https://a.example:8443",
    "http://a.example",
    "https://sub.a.example",
    "https://a.example@evil.example",
    "https://evil.example/https://a.example",
    "https://evil.example#a.example",
    "https://a.example/path",
    "https://user@a.example",
    "null",
    "",
    "a.example",
    "file://",
    "chrome-extension://abcdef",
  ];
  for (const origin of hostile) assert.ok(!isOwn({ host: "a.example", origin }), origin);
});

Deno.test("who tells no origin is no browser", () => {
  assert.ok(isOwn({ host: "a.example" }));
});

Deno.test("forwarded headers count behind a trusted proxy, and nowhere else", () => {
  const forwarded = {
    host: "127.0.0.1:7007",
    "x-forwarded-host": "a.example",
    "x-forwarded-proto": "https",
    origin: "https://a.example",
  };
  assert.ok(isOwn(forwarded, { encrypted: false, trustProxy: true }));
  assert.ok(!isOwn(forwarded, { encrypted: false }));
  const forged = { ...forwarded, host: "real.example", "x-forwarded-host": "evil.example" };
  assert.ok(!isOwn({ ...forged, origin: "https://evil.example" }));
});

Deno.test("a trusted proxy that says nothing leaves what the request says itself", () => {
  const headers = { host: "a.example" };
  const asked = { headers, encrypted: false };
  assert.equal(ownOrigin(asked, { trustProxy: true }), "http://a.example");
  for (const scheme of ["wss", "WSS", "https"]) {
    const named = { ...headers, "x-forwarded-proto": scheme };
    const origin = ownOrigin({ ...asked, headers: named }, { trustProxy: true });
    assert.equal(origin, "https://a.example", scheme); // Traefik names the socket's scheme
  }
  const list = { ...headers, "x-forwarded-proto": "https, http" };
  assert.equal(ownOrigin({ ...asked, headers: list }, { trustProxy: true }), "https://a.example");
  assert.equal(ownOrigin({ headers: {}, encrypted: true }, { trustProxy: false }), null);
});
