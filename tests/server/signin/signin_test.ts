// Signing in against a real provider: who is let through makes rooms, and every lie is refused.
import assert from "node:assert/strict";
import { newKey, suffixOf } from "@/signaling/mod.ts";
import { ROOMS_PER_MINUTE } from "@/signaling/access/creation_limiter.ts";
import { Client } from "../../signaling/socket_kit.ts";
import { MEDIA_OFF } from "../../signaling/values.ts";
import { Browser } from "./browser.ts";
import { buildOnce, Server } from "../../browser/harness/server.ts";
import { type House, start } from "./signin_kit.ts";
import { type Claims, type Lie } from "./provider.ts";

const WEBSOCKET = { transports: ["websocket" as const] };

/** Signs in as far as the address that the provider leads back to. */
async function outAndBack(browser: Browser, { server, back }: House): Promise<URL> {
  return await browser.passProvider(`${server.url}/signin`, back);
}

async function text(response: Response): Promise<string> {
  return (await response.text()).replaceAll("&#39;", "'");
}

Deno.test("who signed in makes a room and is its host; nobody else does, and guests need nothing", async () => {
  await using house = await start();
  const { server } = house;
  const browser = new Browser();
  const before = await text(await browser.ask(server.url));
  assert.match(before, /<a class="btn primary big wide" href="\/signin">/);
  assert.doesNotMatch(before, /Жаңы бөлмө түзүү/);
  const refused = await browser.ask(server.url, { method: "POST" });
  assert.deepEqual([refused.status, refused.headers.get("location")], [303, "/"]);

  const home = await browser.ask(await outAndBack(browser, house));
  assert.deepEqual([home.status, home.headers.get("location")], [303, "/"]);
  assert.equal(browser.set.get("juz_host"), "Path=/; Max-Age=3600; HttpOnly; SameSite=Lax");
  assert.equal(browser.cookie(server.url, "juz_signin"), undefined);
  const after = await text(await browser.ask(server.url));
  assert.match(after, /Жаңы бөлмө түзүү/);
  assert.match(after, /Кирген адам: Айгүл Осмонова/);

  const made = await browser.ask(server.url, { method: "POST" });
  const place = new URL(made.headers.get("location") ?? "", server.url);
  const host = new URLSearchParams(place.hash.slice(1)).get("host") ?? "";
  assert.match(await text(await browser.ask(place)), /"Айгүл Осмонова"/, "the lobby suggests it");
  const room = place.pathname.slice("/r/".length);
  using owner = await Client.connect(server.url, WEBSOCKET);
  assert.equal((await owner.join(room, { host })).state.members[0]?.role, "host");
  using guest = await Client.connect(server.url, WEBSOCKET);
  assert.equal((await guest.join(room)).state.members[1]?.role, "guest");
  using stranger = await Client.connect(server.url, WEBSOCKET);

  const key = newKey();
  const own = { room: `ala-too-${suffixOf(key)}`, name: "X", media: MEDIA_OFF, fresh: true };
  const open = { ...own, room: "room1" }; // home and README say that only who signed in makes rooms
  for (const wish of [{ ...own, host: key }, own, open]) {
    assert.deepEqual(await stranger.ask("room:join", wish), { ok: false, error: "no-such-room" });
  }

  for (let n = 1; n < ROOMS_PER_MINUTE; n++) {
    assert.equal((await browser.ask(server.url, { method: "POST" })).status, 303);
  }
  const many = await browser.ask(server.url, { method: "POST" });
  assert.equal(many.status, 429, "nobody makes so many that those of others are forgotten");

  const out = await browser.ask(`${server.url}/signout`, { method: "POST" });
  assert.equal(out.headers.get("location"), "/");
  assert.equal(
    (await browser.ask(server.url, { method: "POST" })).headers.get("location"),
    "/",
  );
});

Deno.test("a session that somebody made up is none", async () => {
  await using house = await start();
  const { server } = house;
  const browser = new Browser();
  const memo = await browser.ask(`${server.url}/signin`);
  await memo.body?.cancel();
  const sealed = browser.cookie(server.url, "juz_signin") ?? "";
  assert.ok(sealed.length > 40);
  for (const value of ["", "x", sealed, `${sealed.slice(0, -2)}AA`]) {
    browser.plant(server.url, ["juz_host", value]);
    const response = await browser.ask(server.url, { method: "POST" });
    assert.equal(response.headers.get("location"), "/");
  }
});

const LIES: Record<string, Lie> = {
  "of another sign-in": claims((told) => ({ ...told, nonce: "another" })),
  "without a nonce": claims(({ nonce: _, ...told }) => told),
  "for another server": claims((told) => ({ ...told, aud: "another" })),
  "of another issuer": claims((told) => ({ ...told, iss: "https://evil.example" })),
  "expired": claims((told) => ({ ...told, exp: Math.floor(Date.now() / 1_000) - 3_600 })),
  "signed by somebody else": { kind: "key" },
  "not signed": { kind: "unsigned" },
};

function claims(change: (claims: Claims) => Claims): Lie {
  return { kind: "claims", change };
}

Deno.test("an identity that is not genuine is refused with a page that says so", async (test) => {
  await using house = await start();
  const { server, provider } = house;
  const refusal = async (browser: Browser, address: URL) => {
    const response = await browser.ask(address);
    const html = await text(response);
    assert.equal(browser.cookie(server.url, "juz_host"), undefined, "nobody is signed in");
    assert.match(html, /<a class="btn primary big" href="\/signin"[^>]*>/);
    return { status: response.status, html };
  };
  for (const [what, lie] of Object.entries(LIES)) {
    await test.step(`an identity token ${what}`, async () => {
      provider.lie = lie;
      const browser = new Browser();
      const { status, html } = await refusal(browser, await outAndBack(browser, house));
      assert.equal(status, 400);
      assert.match(html, /<h1>Кирүү ырасталган жок<\/h1>/);
    });
  }
  provider.lie = { kind: "none" };
  const cases: [what: string, change: (url: URL) => void, status: number, title: string][] = [
    [
      "a wrong state",
      (url) => url.searchParams.set("state", "x"),
      400,
      "This sign-in is out of date",
    ],
    ["no state", (url) => url.searchParams.delete("state"), 400, "This sign-in is out of date"],
    [
      "a wrong code",
      (url) => url.searchParams.set("code", "x"),
      400,
      "Sign-in could not be confirmed",
    ],
    [
      "an answer of another issuer",
      (url) => url.searchParams.set("iss", "https://evil.example"),
      400,
      "Sign-in could not be confirmed",
    ],
    [
      "a person who declined",
      (url) => {
        url.searchParams.delete("code");
        url.searchParams.set("error", "access_denied");
      },
      403,
      "Sign-in was cancelled",
    ],
  ];
  for (const [what, change, status, title] of cases) {
    await test.step(what, async () => {
      const browser = new Browser("en");
      const address = await outAndBack(browser, house);
      change(address);
      const refused = await refusal(browser, address);
      assert.equal(refused.status, status);
      assert.ok(refused.html.includes(`<h1>${title}</h1>`), refused.html);
    });
  }
  await test.step("the address of somebody else's sign-in", async () => {
    const address = await outAndBack(new Browser(), house);
    const victim = new Browser("ru");
    const { status, html } = await refusal(victim, address);
    assert.equal(status, 400);
    assert.match(html, /<h1>Время входа истекло<\/h1>/);
  });
  await test.step("the same address twice", async () => {
    const browser = new Browser();
    const address = await outAndBack(browser, house);
    assert.equal((await browser.ask(address)).status, 303);
    assert.equal((await browser.ask(address)).status, 400);
  });
  await test.step("a provider that does not answer", async () => {
    const browser = new Browser();
    const address = await outAndBack(browser, house);
    await provider.close();
    const { status, html } = await refusal(browser, address);
    assert.equal(status, 502);
    assert.match(html, /<h1>Кирүү кызматы жооп берген жок<\/h1>/);
  });
  const log = server.lines.join("\n");
  assert.ok(!/Айгүл|evil|secret/.test(log), log);
});

Deno.test("without the settings there is no way to sign in, and anybody makes rooms", async () => {
  await buildOnce();
  const server = await Server.start();
  for (const path of ["/signin", "/signin/return"]) {
    const response = await fetch(server.url + path);
    await response.body?.cancel();
    assert.equal(response.status, 404);
  }
  const made = await fetch(server.url, { method: "POST", redirect: "manual" });
  assert.match(made.headers.get("location") ?? "", /#host=/);
  await server.stop();
});
