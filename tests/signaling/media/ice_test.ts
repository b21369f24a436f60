// ICE servers and TURN credentials.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { iceCredentials, type IceSettings } from "@/signaling/media/ice.ts";

const NONE: IceSettings = { stunUrls: [], turnUrls: [], turnSecret: "", turnTtl: 600 };

Deno.test("iceCredentials() names no server that was not set", () => {
  assert.deepEqual(iceCredentials(NONE, { member: "m", now: 0 }), { ice: [], iceFor: null });
  const stunUrls = ["stun:a:1", "stun:b:2"];
  assert.deepEqual(iceCredentials({ ...NONE, stunUrls }, { member: "m", now: 0 }), {
    ice: [{ urls: stunUrls }],
    iceFor: null,
  });
});

Deno.test("a TURN credential is the HMAC-SHA1 of its expiry and its member", async () => {
  const settings = { ...NONE, turnUrls: ["turn:t:3478?transport=udp"], turnSecret: "north" };
  const { ice: [server], iceFor } = iceCredentials(settings, {
    member: "m1",
    now: 1_700_000_000_999,
  });
  assert.equal(iceFor, 600);
  assert.equal(server?.username, "1700000600:m1");
  const bytes = (text: string) => new TextEncoder().encode(text);
  const algorithm = { name: "HMAC", hash: "SHA-1" };
  const key = await crypto.subtle.importKey("raw", bytes("north"), algorithm, false, ["sign"]);
  const mac = await crypto.subtle.sign("HMAC", key, bytes("1700000600:m1"));
  assert.equal(server?.credential, new Uint8Array(mac).toBase64());
});

Deno.test("the secret itself is never told", () => {
  const settings = { ...NONE, turnUrls: ["turn:t:3478"], turnSecret: "very-secret" };
  assert.ok(
    !JSON.stringify(iceCredentials(settings, { member: "m", now: 0 })).includes("very-secret"),
  );
});

Deno.test("the server's own STUN server is told under the name by which the client came", () => {
  const settings = { ...NONE, ownStunPort: 7007, stunUrls: ["stun:a:1"] };
  const urls = (host: string) =>
    iceCredentials(settings, { member: "m", now: 0, host }).ice.map(({ urls }) => urls);
  assert.deepEqual(urls("meet.example.org"), [["stun:meet.example.org:7007", "stun:a:1"]]);
  assert.deepEqual(urls("[2001:db8::1]"), [["stun:[2001:db8::1]:7007", "stun:a:1"]]);
  assert.deepEqual(urls(""), [["stun:a:1"]]);
});

Deno.test("the TURN server inside is told with credentials that count by address", () => {
  const own = { port: 3_478, tlsPort: null, secret: "inside" };
  const told = (ownTurn: IceSettings["ownTurn"], client: { host?: string; address?: string }) =>
    iceCredentials({ ...NONE, ...(ownTurn && { ownTurn }) }, { member: "m", now: 0, ...client });
  const here = { host: "meet.example.org", address: "mark of an address" };
  assert.deepEqual(told(() => null, here), { ice: [], iceFor: null });
  assert.deepEqual(told(() => own, { ...here, host: "" }), { ice: [], iceFor: null });
  const { ice: [server], iceFor } = told(() => own, here);
  assert.equal(iceFor, 600);
  assert.deepEqual(server?.urls, [
    "turn:meet.example.org:3478?transport=udp",
    "turn:meet.example.org:3478?transport=tcp",
  ]);
  const mac = createHmac("sha1", "inside").update(server?.username ?? "").digest("base64");
  assert.equal(server?.credential, mac);
  const nameOf = (client: { address?: string; member?: string }) =>
    iceCredentials({ ...NONE, ownTurn: () => own }, { member: "m", now: 0, host: "h", ...client })
      .ice[0]?.username;
  assert.equal(nameOf({ address: "a", member: "m1" }), nameOf({ address: "a", member: "m2" }));
  assert.notEqual(nameOf({ address: "a" }), nameOf({ address: "b" }));
  assert.equal(nameOf({ address: "" }), "600:m", "an address that nobody knows is none");
  assert.doesNotMatch(nameOf({ address: "a" }) ?? "", /:a/);
  const tls = told(() => ({ ...own, tlsPort: 443 }), { host: "[2001:db8::1]" }).ice[0]?.urls;
  assert.equal(tls?.[2], "turns:[2001:db8::1]:443?transport=tcp");
});
