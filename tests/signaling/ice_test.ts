// ICE servers and TURN credentials.
import assert from "node:assert/strict";
import { iceServers, type IceSettings } from "@/signaling/ice.ts";

const NONE: IceSettings = { stunUrls: [], turnUrls: [], turnSecret: "", turnTtl: 600 };

Deno.test("iceServers() names no server that was not set", () => {
  assert.deepEqual(iceServers(NONE, { member: "m", now: 0 }), []);
  const stunUrls = ["stun:a:1", "stun:b:2"];
  assert.deepEqual(iceServers({ ...NONE, stunUrls }, { member: "m", now: 0 }), [{
    urls: stunUrls,
  }]);
});

Deno.test("a TURN credential is the HMAC-SHA1 of its expiry and its member", async () => {
  const settings = { ...NONE, turnUrls: ["turn:t:3478?transport=udp"], turnSecret: "north" };
  const [server] = iceServers(settings, { member: "m1", now: 1_700_000_000_999 });
  assert.equal(server?.username, "1700000600:m1");
  const bytes = (text: string) => new TextEncoder().encode(text);
  const algorithm = { name: "HMAC", hash: "SHA-1" };
  const key = await crypto.subtle.importKey("raw", bytes("north"), algorithm, false, ["sign"]);
  const mac = await crypto.subtle.sign("HMAC", key, bytes("1700000600:m1"));
  assert.equal(server?.credential, new Uint8Array(mac).toBase64());
});

Deno.test("the secret itself is never told", () => {
  const settings = { ...NONE, turnUrls: ["turn:t:3478"], turnSecret: "very-secret" };
  assert.ok(!JSON.stringify(iceServers(settings, { member: "m", now: 0 })).includes("very-secret"));
});
