// ICE servers and TURN credentials.
import assert from "node:assert/strict";
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
