// Passwords of rooms: slow for who guesses, and for nobody else.
import assert from "node:assert/strict";
import {
  AttemptLimiter,
  MAX_ADDRESSES,
  ROOMS_PER_ADDRESS,
  TRIES_PER_ADDRESS,
  WINDOW_MS,
} from "@/signaling/access/attempt_limiter.ts";
import { FairQueue } from "@/signaling/access/fair_queue.ts";
import { hashPassword, isPassword } from "@/signaling/access/passwords.ts";
import { Client, startServer } from "../socket_kit.ts";
import * as v from "valibot";
import { SCHEMAS } from "@/protocol/schemas.ts";
import { newRoom, startOwnedRoom } from "./access_kit.ts";
import { MEDIA_OFF } from "../values.ts";

const WEBSOCKET = { transports: ["websocket" as const] };

Deno.test("a password is kept as a salted hash and known again, however it was typed", async () => {
  const [one, two] = [await hashPassword("күмүш é"), await hashPassword("күмүш é")];
  assert.ok(one !== null && two !== null && one !== two);
  assert.ok(!one.includes("күмүш"));
  assert.equal(await isPassword("күмүш e\u0301", { kept: one }), true);
  assert.equal(await isPassword("күмүш", { kept: one }), false);
  assert.equal(await isPassword("", { kept: one }), false);
});

Deno.test("five tries a minute from one address, anew after it, and nobody's mistakes are another's", () => {
  const attempts = new AttemptLimiter();
  const tries = (address: string, now: number, room = "r") => {
    let taken = 0;
    while (taken < 100 && attempts.take({ room, address }, now)) taken += 1;
    return taken;
  };
  assert.equal(tries("a", 0), TRIES_PER_ADDRESS);
  assert.equal(tries("a", WINDOW_MS - 1), 0);
  for (let n = 0; n < 50; n++) assert.equal(tries(`b${n}`, 0), TRIES_PER_ADDRESS);
  assert.ok(attempts.take({ room: "another", address: "a" }, 0));
  assert.equal(tries("a", WINDOW_MS), TRIES_PER_ADDRESS);
});

Deno.test("one address is refused at too many rooms, and too many addresses reset nobody but one", () => {
  const attempts = new AttemptLimiter();
  for (let n = 0; n < TRIES_PER_ADDRESS; n++) attempts.take({ room: "r", address: "guesser" }, 0);
  for (let n = 1; n < ROOMS_PER_ADDRESS; n++) {
    assert.ok(attempts.take({ room: `r${n}`, address: "guesser" }, 0));
  }
  assert.equal(attempts.take({ room: "one more", address: "guesser" }, 0), false);
  for (let n = 0; n < MAX_ADDRESSES * 2; n++) {
    attempts.take({ room: "r", address: `a${n}` }, 0);
    if (n % 1_000 === 0) {
      assert.equal(attempts.take({ room: "r", address: "guesser" }, 0), false, "still counted");
    }
  }
  assert.equal(attempts.size, MAX_ADDRESSES);
});

Deno.test("thirty made-up invitations from six addresses keep nobody out", () => {
  const owned = startOwnedRoom();
  const made = owned.host.ask("invite:make", { role: "guest", hours: 1, uses: 9 });
  assert.ok(typeof made === "object");
  const wish = { room: owned.room, name: "G", media: MEDIA_OFF, fresh: true };
  const from = (address: string) => {
    const connection = owned.connection();
    Object.assign(connection.sender, { address });
    return connection;
  };
  for (let n = 0; n < 36; n++) {
    const answer = from(`a${n % 6}`).ask("room:join", { ...wish, invite: `a.guest.${n}.b` });
    assert.equal(answer, n < 30 ? "bad-invite" : "too-fast");
  }
  for (const address of ["elsewhere", "a0"]) {
    const answer = from(address).ask("room:join", { ...wish, invite: made.token });
    assert.ok(typeof answer === "object", `${address}: ${answer}`);
  }
});

Deno.test("wrong passwords from many addresses and wrong invitations from one do not refuse the right password", async () => {
  const owned = startOwnedRoom();
  const password = "ак калпак";
  await owned.host.ask("room:password", { password });
  const { room } = owned;
  const unlock = async (address: string, typed: string) => {
    const connection = owned.connection();
    Object.assign(connection.sender, { address });
    return [await connection.ask("room:unlock", { room, password: typed }), connection] as const;
  };
  for (let n = 0; n < 6; n++) {
    for (let wrong = 0; wrong < TRIES_PER_ADDRESS; wrong++) {
      owned.directory.admission.passwords.take(
        { room, address: `a${n}` },
        owned.directory.steady(),
      );
    }
  }
  assert.equal((await unlock("a0", password))[0], "too-fast");
  const wish = { room, name: "G", media: MEDIA_OFF, fresh: true };
  for (let n = 0; n < TRIES_PER_ADDRESS; n++) {
    const guest = owned.connection();
    Object.assign(guest.sender, { address: "honest" });
    guest.ask("room:join", { ...wish, invite: `a.guest.${n}.b` });
  }
  const [answer, connection] = await unlock("honest", password);
  assert.deepEqual(answer, {});
  connection.join(room);
});

Deno.test("a password is right once for a socket: it is not hashed again", async () => {
  const owned = startOwnedRoom();
  const { room } = owned;
  await owned.host.ask("room:password", { password: "ак калпак" });
  const guest = owned.connection();
  assert.deepEqual(await guest.ask("room:unlock", { room, password: "ак калпак" }), {});
  // What is not hashed cannot be compared: it stands open until the password is another one.
  assert.deepEqual(await guest.ask("room:unlock", { room, password: "anything" }), {});
  await owned.host.ask("room:password", { password: "кара калпак" });
  assert.equal(await guest.ask("room:unlock", { room, password: "ак калпак" }), "wrong-password");
});

Deno.test("one address holds one hashing place, whatever it asks for; others go first", async () => {
  const queue = new FairQueue({ atOnce: 2, maxOwn: 5, maxOwners: 3 });
  const started: string[] = [];
  const ends: (() => void)[] = [];
  const ask = (owner: string) =>
    queue.run(owner, async () => {
      started.push(owner);
      await new Promise<void>((resolve) => ends.push(resolve));
      return owner;
    });
  const flood = Array.from({ length: 10 }, () => ask("flooder"));
  const honest = ask("honest");
  const [late, later] = [ask("late"), ask("later")];
  const refused = ask("a fourth owner in the queue");
  assert.deepEqual(started, ["flooder", "honest"], "at once, beside ten of another");
  assert.equal(await refused, null);
  const turns = async () => {
    while (ends.length > 0) {
      ends.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  await turns();
  const inTurn = ["flooder", "honest", "flooder", "late", "later"];
  assert.deepEqual(started, [...inTurn, ...Array<string>(4).fill("flooder")]);
  assert.deepEqual([await honest, await late, await later], ["honest", "late", "later"]);
  const outcomes = await Promise.all(flood);
  assert.equal(outcomes.filter((outcome) => outcome === null).length, 4, "one ran, five waited");
});

Deno.test("passwords have six letters at least", async () => {
  const { host } = startOwnedRoom();
  const fits = (password: string) => v.safeParse(SCHEMAS["room:password"], { password }).success;
  assert.deepEqual(["", "short", "  abc   ", "12345 ", "ﬁ123"].map(fits), [
    false,
    false,
    false,
    false,
    false,
  ]);
  assert.deepEqual(["сырсөз", "ﬁ1234", "123456"].map(fits), [true, true, true]);
  assert.deepEqual(await host.ask("room:password", { password: null }), {});
});

Deno.test("over real sockets: the password opens, guessing stops, and others hardly notice", async () => {
  await using server = await startServer();
  const { room, key } = newRoom();
  using host = await Client.connect(server.url, WEBSOCKET);
  using guest = await Client.connect(server.url, WEBSOCKET);
  using friend = await Client.connect(server.url, WEBSOCKET);
  await host.join(room, { host: key });
  assert.deepEqual(await host.ask("room:password", { password: "күмүшү" }), { ok: true });
  assert.equal(
    (await host.hears("room:state", ({ rules }) => rules?.hasPassword === true)).room,
    room,
  );
  const wish = { room, name: "G", media: MEDIA_OFF, fresh: true };
  assert.deepEqual(await guest.ask("room:join", wish), { ok: false, error: "password-needed" });
  assert.deepEqual(await friend.ask("room:unlock", { room, password: "күмүшү" }), { ok: true });
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
  assert.deepEqual(await guest.ask("room:unlock", { room, password: "күмүшү" }), {
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

Deno.test("a password holds in the room for which it was asked, and in no other", async () => {
  const { directory, host, room } = startOwnedRoom();
  const other = newRoom();
  const asked = host.ask("room:password", { password: "ала-тоо" });
  host.join(other.room, { host: other.key });
  assert.equal(await asked, "not-allowed");
  for (const name of [room, other.room]) {
    assert.equal(directory.admission.accessStore.of(name)?.password, null);
  }
});
