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
  const kept = [...headers].filter(([name]) => !others.includes(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, value.replace(NONCE, "")]));
}

/** Pages that the router renders carry one, new each time; what it answers without them does not. */
const NONCE = / 'nonce-[0-9a-f]{32}'(?=; style-src)/;

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

Deno.test("only rendered pages have a nonce, each its own, and no page has anything inline", async () => {
  const ask = pages();
  const nonceOf = ({ headers }: Response) =>
    NONCE.exec(headers.get("content-security-policy") ?? "")?.[0];
  const [first, second] = [await ask("/"), await ask("/")];
  assert.notEqual(nonceOf(first) ?? "none", nonceOf(second) ?? "none");
  assert.equal(nonceOf(await ask("/?lang=ru")), undefined);
  assert.equal(nonceOf(await ask("/nope")), undefined);
  for (const page of [first, await ask("/test"), await ask("/r/ala-too"), await ask("/nope")]) {
    const html = await page.text();
    const inline = [...html.matchAll(/<(?:script|style)\b[^>]*>/g)].map(([tag]) => tag)
      .filter((tag) => !/ src="| type="application\/json"/.test(tag));
    assert.deepEqual(inline, []);
  }
});

Deno.test("only the link that leads here and the choices that hold say so", async () => {
  const ask = pages();
  const marked = async (path: string) =>
    [...(await (await ask(path)).text()).matchAll(
      /<(?:a|button)\b[^>]*aria-current="(?:page|true)"[^>]*>/g,
    )].map(([tag]) => /(?:href|value)="([^"]*)"/.exec(tag)?.[1]);
  assert.deepEqual(await marked("/"), ["/", "ky", "system"]);
  assert.deepEqual(await marked("/test"), ["ky", "system"]);
  assert.deepEqual(await marked("/nope"), ["ky", "system"]);
});

Deno.test("choosing a language comes back to the page, and in a room to its whole address", async () => {
  const ask = pages();
  const form = async (path: string) =>
    /<form[^>]*>(?:<input type="hidden"[^>]*>)*(?=<ul[^>]*id="languages")/.exec(
      await (await ask(path)).text(),
    )?.[0];
  assert.equal(
    await form("/test?a=b&c=d"),
    '<form action="/test"><input type="hidden" name="a" value="b"/>' +
      '<input type="hidden" name="c" value="d"/>',
  );
  assert.equal(await form("/r/ala-too"), "<form>");
  // A key that came with the request is not lost if the script has not moved it yet.
  const withKey = '<form><input type="hidden" name="k" value="x"/>';
  assert.equal(await form("/r/ala-too?k=x"), withKey);
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
  assert.equal(securityOf(told)["content-security-policy"], policy("wss://video.example"));
  assert.match(
    (await pages({ TRUST_PROXY: "1" })("/?lang=ky", { headers })).headers
      .get("set-cookie") ?? "",
    /; Secure$/,
  );
});

Deno.test("a forged host cannot add to the policy", async () => {
  const headers = { "x-forwarded-host": "evil.example; script-src *" };
  const response = await pages({ TRUST_PROXY: "1" })("/", { headers });
  assert.equal(securityOf(response)["content-security-policy"], policy("ws://localhost:7007"));
});
