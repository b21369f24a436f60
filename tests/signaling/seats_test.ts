// Seats as a value.
import assert from "node:assert/strict";
import {
  expire,
  holderOf,
  issue,
  keepUntil,
  nextExpiry,
  renew,
  revoke,
  type Seats,
} from "@/signaling/seats.ts";
import { pick, seeded } from "../fakes/random.ts";

const TAKEN = issue(issue([], { member: "a", token: "a1" }), { member: "b", token: "b1" });

Deno.test("a token opens its member's seat and no other", () => {
  assert.equal(holderOf(TAKEN, { shown: "a1", now: 0 }), "a");
  assert.equal(holderOf(TAKEN, { shown: "b1", now: 0 }), "b");
  for (const shown of ["", "a", "A1", "a1 ", "__proto__"]) {
    assert.equal(holderOf(TAKEN, { shown, now: 0 }), null);
  }
});

Deno.test("a token rotates at each use; the one shown stays good until its successor is shown", () => {
  const once = renew(TAKEN, { member: "a", shown: "a1", token: "a2" });
  assert.equal(holderOf(once, { shown: "a1", now: 0 }), "a", "the reply may have been lost");
  assert.equal(holderOf(once, { shown: "a2", now: 0 }), "a");
  const twice = renew(once, { member: "a", shown: "a2", token: "a3" });
  assert.equal(holderOf(twice, { shown: "a1", now: 0 }), null);
  const lost = renew(once, { member: "a", shown: "a1", token: "a3" });
  assert.equal(holderOf(lost, { shown: "a2", now: 0 }), null, "it was never seen by anybody");
});

Deno.test("an empty seat is kept until its time, then it is gone", () => {
  const away = keepUntil(TAKEN, { member: "a", until: 100 });
  assert.equal(nextExpiry(away), 100);
  assert.equal(holderOf(away, { shown: "a1", now: 99 }), "a");
  assert.equal(holderOf(away, { shown: "a1", now: 100 }), null);
  assert.deepEqual(expire(away, 99), { seats: away, gone: [] });
  assert.deepEqual(expire(away, 100).gone, ["a"]);
  assert.deepEqual(expire(away, 100).seats.map(({ member }) => member), ["b"]);
  const back = renew(away, { member: "a", shown: "a1", token: "a2" });
  assert.equal(nextExpiry(back), Infinity);
});

Deno.test("a seat that was given up cannot be taken again", () => {
  assert.equal(holderOf(revoke(TAKEN, "a"), { shown: "a1", now: 0 }), null);
});

Deno.test("random seats open exactly to the two newest tokens, and only in time", () => {
  const random = seeded(9);
  const met = { late: 0, old: 0, lostReply: 0, back: 0 };
  let seats: Seats = [];
  let now = 0;
  let made = 0;
  const model = new Map<string, { good: string[]; bad: string[]; until: number }>();
  for (let step = 0; step < 5_000; step++) {
    now += Math.floor(random() * 3);
    const member = pick(random, [..."abcdef"]);
    const known = model.get(member);
    const token = `t${made++}`;
    if (known === undefined) {
      seats = issue(seats, { member, token });
      model.set(member, { good: [token], bad: [], until: Infinity });
    } else if (random() < 0.3) {
      known.until = now + 8;
      seats = keepUntil(seats, { member, until: known.until });
    } else if (random() < 0.1) {
      seats = revoke(seats, member);
      model.delete(member);
    } else {
      const shown = pick(random, [...known.good, ...known.bad.slice(-3)]);
      const may = known.good.includes(shown) && now < known.until;
      assert.equal(holderOf(seats, { shown, now }), may ? member : null);
      if (now >= known.until) met.late += 1;
      else if (!may) met.old += 1;
      if (may) {
        if (shown !== known.good.at(-1)) met.lostReply += 1;
        if (known.until !== Infinity) met.back += 1;
        known.bad.push(...known.good.filter((good) => good !== shown));
        known.good = [shown, token];
        known.until = Infinity;
        seats = renew(seats, { member, shown, token });
      }
    }
    if (random() < 0.2) {
      const { seats: left, gone } = expire(seats, now);
      const due = [...model].filter(([, { until }]) => until <= now).map(([id]) => id);
      assert.deepEqual(gone.toSorted(), due.toSorted());
      for (const id of gone) model.delete(id);
      seats = left;
    }
  }
  for (const [what, times] of Object.entries(met)) assert.ok(times > 0, `never met: ${what}`);
});
