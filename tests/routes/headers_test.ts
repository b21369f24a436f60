// The security headers of every page, word for word.
import assert from "node:assert/strict";
import { collectReports, pages } from "./app.ts";

const PERMISSIONS =
  "camera=(self), microphone=(self), display-capture=(self), fullscreen=(self), autoplay=(self), " +
  "screen-wake-lock=(self), picture-in-picture=(self), speaker-selection=(self), " +
  "clipboard-write=(self), geolocation=(), usb=(), payment=(), serial=(), hid=(), midi=(), " +
  "accelerometer=(), gyroscope=(), magnetometer=()";

function policy(sockets: string): string {
  return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; " +
    `media-src 'self' blob:; connect-src 'self' ${sockets}; worker-src 'self'; font-src 'self'; ` +
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; " +
    "object-src 'none'; require-trusted-types-for 'script'";
}

function expected(sockets: string): Record<string, string> {
  return {
    "cache-control": "no-store",
    "content-security-policy": policy(sockets),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": PERMISSIONS,
    "referrer-policy": "no-referrer",
    vary: "Accept-Language, Cookie",
    "x-content-type-options": "nosniff",
  };
}

function securityOf({ headers }: Response): Record<string, string> {
  const others = ["content-type", "location", "set-cookie", "allow"];
  return Object.fromEntries([...headers].filter(([name]) => !others.includes(name)));
}

Deno.test("every page has exactly these headers, error pages and redirects included", async () => {
  const ask = pages();
  const statuses = {
    "/": 200,
    "/test": 200,
    "/r/ala-too": 200,
    "/?room=": 400,
    "/?room=ala-too": 303,
    "/?lang=ru": 303,
    "/r/!!!": 400,
    "/nope": 404,
    "/r/%E0%A4%A": 404,
    "/explode": 500,
  };
  await collectReports(async () => {
    for (const [path, status] of Object.entries(statuses)) {
      const response = await ask(path);
      assert.equal(response.status, status, path);
      assert.deepEqual(securityOf(response), expected("ws://localhost:7007"), path);
    }
  });
  assert.equal((await ask("/", { method: "DELETE" })).status, 405);
});

Deno.test("over https there are secure sockets, and https for two years", async () => {
  const response = await pages()("/", { origin: "https://video.example" });
  assert.deepEqual(securityOf(response), {
    ...expected("wss://video.example"),
    "strict-transport-security": "max-age=63072000",
  });
});

Deno.test("a proxy is believed only where the server was told so", async () => {
  const headers = { "x-forwarded-proto": "https", "x-forwarded-host": "video.example" };
  const deaf = await pages()("/", { headers });
  assert.deepEqual(securityOf(deaf), expected("ws://localhost:7007"));
  const told = await pages({ TRUST_PROXY: "1" })("/", { headers });
  assert.equal(told.headers.get("content-security-policy"), policy("wss://video.example"));
  assert.match(
    (await pages({ TRUST_PROXY: "1" })("/?lang=ky", { headers })).headers
      .get("set-cookie") ?? "",
    /; Secure$/,
  );
});

Deno.test("a forged host cannot add to the policy", async () => {
  const headers = { "x-forwarded-host": "evil.example; script-src *" };
  const response = await pages({ TRUST_PROXY: "1" })("/", { headers });
  assert.equal(response.headers.get("content-security-policy"), policy("ws://localhost:7007"));
});
