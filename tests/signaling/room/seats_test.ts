// Seats as a value, and the tokens that open them.
import assert from "node:assert/strict";
import { ServerCrypto } from "@/signaling/server_crypto.ts";
import {
  expire,
  type Gone,
  issue,
  keepUntil,
  nextExpiry,
  readToken,
  remember,
  renew,
  revoke,
  seatFor,
  type Seats,
  tokenOf,
} from "@/signaling/room/seats.ts";
import { pick, seeded } from "../../fakes/random.ts";

const TAKEN = issue(issue([], "a"), "b");
const crypto = new ServerCrypto("a secret of the tests");

Deno.test("a token says whose it is to the server that made it, and to no other", () => {
  const token = tokenOf(crypto, { room: "ала-тоо", member: "a-_1", turn: 12 });
  assert.match(token, /^[\w-]{1,64}$/);
  assert.deepEqual(readToken(crypto, { room: "ала-тоо", token }), { member: "a-_1", turn: 12 });
  assert.equal(readToken(crypto, { room: "too", token }), null, "the room is in the mark");
  assert.equal(readToken(new ServerCrypto("another"), { room: "ала-тоо", token }), null);
});

Deno.test("no letter of a token can be changed, added or left out", () => {
  const token = tokenOf(crypto, { room: "ala", member: "abc", turn: 3 });
  const reads = (token: string) => readToken(crypto, { room: "ala", token });
  for (let at = 0; at < token.length; at++) {
    const other = token[at] === "x" ? "y" : "x";
    assert.equal(reads(token.slice(0, at) + other + token.slice(at + 1)), null, String(at));
    assert.equal(reads(token.slice(0, at) + token.slice(at + 1)), null, String(at));
  }
  for (const junk of ["", "__proto__", token + "d", `${token} `]) assert.equal(reads(junk), null);
});

Deno.test("a seat opens to its member and no other", () => {
  assert.equal(seatFor(TAKEN, { member: "a", turn: 1 }, 0)?.member, "a");
  assert.equal(seatFor(TAKEN, { member: "b", turn: 1 }, 0)?.member, "b");
  assert.equal(seatFor(TAKEN, { member: "c", turn: 1 }, 0), null);
});

Deno.test("turns rotate at each use; the one shown stays good until the next one is shown", () => {
  const opens = (seats: Seats, turn: number) => seatFor(seats, { member: "a", turn }, 0) !== null;
  const once = renew(TAKEN, { member: "a", turn: 1 });
  assert.ok(opens(once, 1), "the reply may have been lost");
  assert.ok(opens(once, 2));
  const twice = renew(once, { member: "a", turn: 2 });
  assert.ok(!opens(twice, 1));
  const lost = renew(once, { member: "a", turn: 1 });
  assert.ok(opens(lost, 1) && opens(lost, 2), "any number of replies may have been lost");
  assert.ok(opens(once, 9), "a genuine later turn: the server forgot, not the member");
});

Deno.test("an empty seat is kept until its time; then its member is gone, but remembered", () => {
  const away = keepUntil(TAKEN, { member: "a", until: 100 });
  assert.equal(nextExpiry(away), 100);
  assert.ok(seatFor(away, { member: "a", turn: 1 }, 99));
  assert.equal(seatFor(away, { member: "a", turn: 1 }, 100), null);
  assert.deepEqual(expire(away, 99), { seats: away, gone: [] });
  assert.deepEqual(expire(away, 100).gone, ["a"]);
  const gone = { epoch: 3, joinedAt: 7, role: "guest" as const };
  const past = remember(expire(away, 100).seats, { member: "a", gone, until: 500 });
  assert.deepEqual(seatFor(past, { member: "a", turn: 1 }, 499)?.gone, gone);
  assert.deepEqual(expire(past, 499), { seats: past, gone: [] });
  assert.deepEqual(expire(past, 500).gone, []);
  assert.deepEqual(expire(past, 500).seats.map(({ member }) => member), ["b"]);
  const back = renew(past, { member: "a", turn: 1 });
  assert.deepEqual([nextExpiry(back), back[0]?.gone], [Infinity, null]);
});

Deno.test("a room remembers 32 people who are gone, the newest ones", () => {
  let seats = TAKEN;
  for (let n = 0; n < 50; n++) {
    const member = `m${n}`;
    const gone = { epoch: 1, joinedAt: n, role: "guest" as const };
    seats = remember(issue(seats, member), { member, gone, until: 1_000 + n });
  }
  assert.equal(seats.length, 2 + 32);
  assert.equal(seatFor(seats, { member: "m17", turn: 1 }, 0), null);
  assert.ok(seatFor(seats, { member: "m18", turn: 1 }, 0));
});

Deno.test("a seat that was given up cannot be taken again", () => {
  assert.equal(seatFor(revoke(TAKEN, "a"), { member: "a", turn: 1 }, 0), null);
});

Deno.test("random seats open exactly to the two newest turns, and only in time", () => {
  const random = seeded(9);
  const met = { late: 0, old: 0, lostReply: 0, back: 0 };
  let seats: Seats = [];
  let now = 0;
  const model = new Map<string, { turn: number; until: number }>();
  for (let step = 0; step < 5_000; step++) {
    now += Math.floor(random() * 3);
    const member = pick(random, [..."abcdef"]);
    const known = model.get(member);
    if (known === undefined) {
      seats = issue(seats, member);
      model.set(member, { turn: 1, until: Infinity });
    } else if (random() < 0.3) {
      known.until = now + 8;
      seats = keepUntil(seats, { member, until: known.until });
    } else if (random() < 0.1) {
      seats = revoke(seats, member);
      model.delete(member);
    } else {
      const turn = Math.max(1, known.turn - Math.floor(random() * 4));
      const may = turn >= known.turn - 1 && now < known.until;
      assert.equal(seatFor(seats, { member, turn }, now)?.member ?? null, may ? member : null);
      if (now >= known.until) met.late += 1;
      else if (!may) met.old += 1;
      if (may) {
        if (turn < known.turn) met.lostReply += 1;
        if (known.until !== Infinity) met.back += 1;
        known.turn = turn + 1;
        known.until = Infinity;
        seats = renew(seats, { member, turn });
      }
    }
    if (random() < 0.2) {
      const { seats: left, gone } = expire(seats, now);
      const due = [...model].filter(([, { until }]) => until <= now).map(([id]) => id);
      assert.deepEqual(gone.toSorted(), due.toSorted());
      seats = gone.reduce((rest, member) => revoke(rest, member), left);
      for (const id of gone) model.delete(id);
    }
  }
  for (const [what, times] of Object.entries(met)) assert.ok(times > 0, `never met: ${what}`);
});

Deno.test("strangers who pass through push out no seat about which a host decided something", () => {
  const decided = [
    { role: "member" as const },
    { role: "guest" as const, rights: { chat: false } },
  ];
  let seats: Seats = [];
  const goes = (member: string, gone: Pick<Gone, "role" | "rights">) => {
    const until = 1_000 + seats.length;
    seats = remember(issue(seats, member), {
      member,
      until,
      gone: { epoch: 1, joinedAt: 1, ...gone },
    });
  };
  decided.forEach((gone, n) => goes(`decided${n}`, gone));
  for (let n = 0; n < 100; n++) goes(`stranger${n}`, { role: "guest" });
  const kept = seats.map(({ member }) => member);
  assert.equal(kept.length, 32);
  assert.deepEqual(kept.slice(0, 2), ["decided0", "decided1"]);
  assert.equal(kept.at(-1), "stranger99");
});
