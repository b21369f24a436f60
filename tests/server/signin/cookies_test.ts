// What a browser keeps of a sign-in: for how long, for what, and only as this server wrote it.
import assert from "node:assert/strict";
import { ServerCrypto } from "@/signaling/mod.ts";
import { Cookies, MEMO_S, SESSION_S } from "@/server/signin/cookies.ts";

const SAFE = "https://example.org";
const PLAIN = "http://localhost:7007";
const MEMO = { state: "s", nonce: "n", verifier: "v" };

function start(secret = "a secret of the tests") {
  const clock = { now: 1_000 };
  return { clock, cookies: new Cookies(new ServerCrypto(secret), () => clock.now) };
}

/** What a browser sends back. */
function sent(cookie: string): string {
  return `lang=ky; ${cookie.split(";")[0]}; theme=dark`;
}

Deno.test("a session and a sign-in last as long as they say and not a moment longer", () => {
  const { clock, cookies } = start();
  const session = sent(cookies.write("session", { name: "Айгүл" }, PLAIN));
  const signin = sent(cookies.write("signin", MEMO, PLAIN));
  const alive = () => [
    cookies.read("session", { header: session, origin: PLAIN })?.name,
    cookies.read("signin", { header: signin, origin: PLAIN })?.nonce,
  ];
  assert.deepEqual(alive(), ["Айгүл", "n"]);
  clock.now = 1_000 + MEMO_S * 1_000;
  assert.deepEqual(alive(), ["Айгүл", undefined]);
  clock.now = 1_000 + SESSION_S * 1_000 - 1;
  assert.deepEqual(alive(), ["Айгүл", undefined]);
  clock.now += 1;
  assert.deepEqual(alive(), [undefined, undefined]);
});

Deno.test("over https a cookie is bound to this very server, and another one is not looked at", () => {
  const { cookies } = start();
  const safe = cookies.write("session", { name: null }, SAFE);
  assert.match(
    safe,
    /^__Host-juz_host=[\w-]+; Path=\/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure$/,
  );
  assert.deepEqual(cookies.read("session", { header: sent(safe), origin: SAFE })?.name, null);
  const planted = sent(cookies.write("session", { name: null }, PLAIN));
  assert.equal(cookies.read("session", { header: planted, origin: SAFE }), null);
  assert.match(cookies.clear("session", SAFE), /^__Host-juz_host=; Path=\/; Max-Age=0;.* Secure$/);
});

Deno.test("what another server wrote, or this one for something else, is nothing", () => {
  const { cookies } = start();
  const session = cookies.write("session", { name: "Айгүл" }, PLAIN);
  const value = session.split(/[=;]/)[1] ?? "";
  assert.ok(!session.includes("Айгүл"), "it is encrypted");
  const foreign = start("another secret of tests").cookies.write("session", { name: "X" }, PLAIN);
  const headers = [null, "", "juz_host", "juz_host=", sent(foreign), `juz_host=${value}x`];
  for (const header of headers) {
    assert.equal(cookies.read("session", { header, origin: PLAIN }), null, String(header));
  }
  const swapped = `juz_signin=${value}`;
  assert.equal(cookies.read("signin", { header: swapped, origin: PLAIN }), null);
});
