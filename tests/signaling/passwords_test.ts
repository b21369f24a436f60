// Passwords of rooms: slow for who guesses, and for nobody else.
import assert from "node:assert/strict";
import { Attempts, TRIES_PER_ADDRESS, TRIES_PER_ROOM } from "@/signaling/estates/attempts.ts";
import { hashPassword, isPassword } from "@/signaling/estates/passwords.ts";
import { Client, startServer } from "./socket_kit.ts";
import { newRoom } from "./estates_kit.ts";
import { MEDIA_OFF } from "./values.ts";

const WEBSOCKET = { transports: ["websocket" as const] };

Deno.test("a password is kept as a salted hash and known again, however it was typed", async () => {
  const [one, two] = [await hashPassword("күмүш é"), await hashPassword("күмүш é")];
  assert.ok(one !== null && two !== null && one !== two);
  assert.ok(!one.includes("күмүш"));
  assert.equal(await isPassword("күмүш e\u0301", one), true);
  assert.equal(await isPassword("күмүш", one), false);
  assert.equal(await isPassword("", one), false);
});

Deno.test("five tries a minute from one address, thirty from everywhere, and anew after it", () => {
  const attempts = new Attempts();
  const tries = (address: string, now: number) => {
    let taken = 0;
    while (taken < 100 && attempts.take({ room: "r", address }, now)) taken += 1;
    return taken;
  };
  assert.equal(tries("a", 0), TRIES_PER_ADDRESS);
  assert.equal(tries("a", 59_999), 0);
  let others = 0;
  for (let n = 0; n < 50; n++) others += tries(`b${n}`, 0);
  assert.equal(others, TRIES_PER_ROOM - TRIES_PER_ADDRESS);
  assert.ok(attempts.take({ room: "another", address: "a" }, 0));
  assert.equal(tries("a", 60_000), TRIES_PER_ADDRESS);
});

Deno.test("over real sockets: the password opens, guessing stops, and others hardly notice", async () => {
  await using server = await startServer();
  const { room, key } = newRoom();
  using host = await Client.connect(server.url, WEBSOCKET);
  using guest = await Client.connect(server.url, WEBSOCKET);
  using friend = await Client.connect(server.url, WEBSOCKET);
  await host.join(room, { host: key });
  assert.deepEqual(await host.ask("room:password", { password: "күмүш" }), { ok: true });
  assert.equal(
    (await host.hears("room:state", ({ rules }) => rules?.hasPassword === true)).room,
    room,
  );
  const wish = { room, name: "G", media: MEDIA_OFF, fresh: true };
  assert.deepEqual(await guest.ask("room:join", wish), { ok: false, error: "password-needed" });
  assert.deepEqual(await friend.ask("room:unlock", { room, password: "күмүш" }), { ok: true });
  await friend.join(room);
  const lag = watchLag();
  const guesses = await Promise.all(
    Array.from({ length: 10 }, (_, n) => guest.ask("room:unlock", { room, password: `${n}` })),
  );
  const codes = guesses.map((guess) => guess.ok ? "in" : guess.error);
  assert.deepEqual(codes.toSorted(), [
    ...Array(10 - TRIES_PER_ADDRESS).fill("too-fast"),
    ...Array(TRIES_PER_ADDRESS).fill("wrong-password"),
  ]);
  console.log(`event loop at most ${lag().toFixed(1)} ms late while passwords were guessed`);
  assert.deepEqual(await guest.ask("room:unlock", { room, password: "күмүш" }), {
    ok: false,
    error: "too-fast",
  });
  assert.deepEqual(await guest.ask("room:join", wish), { ok: false, error: "password-needed" });
});

function watchLag(): () => number {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last - 2);
    last = performance.now();
  }, 2);
  return () => {
    clearInterval(timer);
    return longest;
  };
}
