// TURN credentials over real sockets: for those inside alone, newer each time they are asked for.
import assert from "node:assert/strict";
import type { IceCredentials } from "@/protocol/signals.ts";
import { Client, hastyClock, startServer } from "../socket_kit.ts";

const TURN = { turnUrls: ["turn:turn.example:3478"], turnSecret: "a secret", turnTtl: 600 };

function userOf({ ice }: IceCredentials): { expiry: number; member: string | undefined } {
  const server = ice.find(({ username }) => username !== undefined);
  const [expiry, member] = server?.username?.split(":") ?? [];
  return { expiry: Number(expiry), member };
}

Deno.test("credentials are given after joining only, renewed for the same member, and not after leaving", async () => {
  await using server = await startServer({ config: TURN, clock: hastyClock() });
  using client = await Client.connect(server.url);
  assert.deepEqual(await client.ask("media:credentials", {}), { ok: false, error: "not-in-room" });
  const watched = await client.ask("room:watch", { room: "ала-тоо" });
  assert.ok(!JSON.stringify(watched).includes("turn:"));
  const joined = await client.join("ала-тоо");
  assert.equal(joined.iceFor, 600);
  const first = userOf(joined);
  assert.equal(first.member, joined.self);
  const renewed = await client.ask("media:credentials", {});
  assert.ok(renewed.ok);
  const second = userOf(renewed);
  assert.equal(second.member, joined.self);
  assert.ok(second.expiry > first.expiry, `${second.expiry} after ${first.expiry}`);
  await client.ask("room:leave", { mayReturn: false });
  assert.deepEqual(await client.ask("media:credentials", {}), { ok: false, error: "not-in-room" });
});
