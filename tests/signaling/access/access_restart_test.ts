// A server that restarts: roles, lock and bans are as before, by the disk or by the members' snapshots.
import assert from "node:assert/strict";
import { MemoryStorage } from "@/signaling/memory_storage.ts";
import { newRoom } from "./access_kit.ts";
import { Client, startServer } from "../socket_kit.ts";
import { MEDIA_OFF } from "../values.ts";

const WEBSOCKET = { transports: ["websocket" as const] };
const RIGHTS = { mic: true, camera: false, screen: true, chat: true, files: true, record: true };
const SECRET = "the secret of both runs";

Deno.test("by members' snapshots alone, role, lock, rights and ban survive, whoever comes first", async () => {
  const { room, key } = newRoom();
  const first = await startServer({ secret: SECRET });
  const host = await Client.connect(first.url, WEBSOCKET);
  const member = await Client.connect(first.url, WEBSOCKET);
  const removed = await Client.connect(first.url, WEBSOCKET);
  await host.join(room, { host: key });
  const joined = await member.join(room, { name: "Member" });
  const gone = await removed.join(room, { name: "Removed" });
  await host.ask("member:role", { id: joined.self, role: "member" });
  await host.ask("member:remove", { id: gone.self });
  await host.ask("room:rules", { locked: true, rights: RIGHTS });
  const { copy } = await member.hears("room:state", ({ rules }) => rules?.locked === true);
  for (const client of [host, member, removed]) client.close();
  await first.close();

  await using second = await startServer({ secret: SECRET });
  using again = await Client.connect(second.url, WEBSOCKET);
  const { state } = await again.join(room, { name: "Member", seat: joined.seat, copy });
  assert.deepEqual(state.rules, { locked: true, rights: RIGHTS, hasPassword: false, title: null });
  assert.deepEqual(state.members.map(({ role }) => role), ["host", "member"]);
  using out = await Client.connect(second.url, WEBSOCKET);
  const wish = { room, name: "Removed", media: MEDIA_OFF, fresh: true };
  const refused = await out.ask("room:join", { ...wish, seat: gone.seat });
  assert.deepEqual(refused, { ok: false, error: "removed" });
  assert.deepEqual(await out.ask("room:join", wish), { ok: false, error: "waiting" });
});

Deno.test("by the disk: a room that nobody was in keeps its password, and its host the key", async () => {
  const { room, key } = newRoom();
  const storage = new MemoryStorage({}, { isDurable: true });
  const first = await startServer({ storage });
  const host = await Client.connect(first.url, WEBSOCKET);
  await host.join(room, { host: key });
  assert.ok((await host.ask("room:password", { password: "күмүшү" })).ok);
  host.close();
  await first.close();
  assert.ok(!JSON.stringify(storage.readAccess(room)).includes("күмүшү"));
  assert.ok(!JSON.stringify(storage.readAccess(room)).includes(key));

  await using second = await startServer({ storage });
  using guest = await Client.connect(second.url, WEBSOCKET);
  const wish = { room, name: "G", media: MEDIA_OFF, fresh: true };
  assert.deepEqual(await guest.ask("room:join", wish), { ok: false, error: "password-needed" });
  assert.deepEqual(await guest.ask("room:unlock", { room, password: "күмүшү" }), { ok: true });
  await guest.join(room);
  using back = await Client.connect(second.url, WEBSOCKET);
  assert.equal((await back.join(room, { host: key })).state.members.at(-1)?.role, "host");
});
