// How fast one socket may talk.
import assert from "node:assert/strict";
import { TABLE } from "@/signaling/event_table.ts";
import {
  BURST,
  fullBucket,
  isHammering,
  MAX_REFUSALS,
  spend,
  TOKENS_PER_SECOND,
} from "@/signaling/gateway/event_rate_limit.ts";
import { pick, seeded } from "../../fakes/random.ts";

Deno.test("a socket may spend a burst at once and then as fast as tokens flow", () => {
  let bucket = fullBucket(0);
  const take = (now: number) => {
    const spent = spend(bucket, { cost: 1, now });
    bucket = spent.bucket;
    return spent.allowed;
  };
  for (let n = 0; n < BURST; n++) assert.ok(take(0));
  assert.ok(!take(0));
  assert.ok(take(1_000 / TOKENS_PER_SECOND));
  assert.ok(!take(1_000 / TOKENS_PER_SECOND));
});

Deno.test("joining a room of eight and greeting everybody fits into one burst", () => {
  const cost = (name: keyof typeof TABLE) => TABLE[name].cost;
  const signals = cost("peer:offer") + cost("peer:answer") + 3 * cost("peer:ice");
  const greeting = signals + 5 * cost("peer:ack");
  assert.ok(cost("room:watch") + cost("room:join") + 7 * greeting <= BURST);
});

Deno.test("a clock that is set back gives nothing away and takes nothing", () => {
  const { bucket } = spend(fullBucket(10_000), { cost: BURST, now: 10_000 });
  assert.equal(spend(bucket, { cost: 1, now: 5_000 }).allowed, false);
  const later = spend(spend(bucket, { cost: 1, now: 5_000 }).bucket, { cost: 1, now: 6_000 });
  assert.equal(later.allowed, true);
});

Deno.test("who goes on after refusals is hammering; who pauses is forgiven", () => {
  let bucket = spend(fullBucket(0), { cost: BURST, now: 0 }).bucket;
  for (let n = 0; n < MAX_REFUSALS; n++) {
    assert.ok(!isHammering(bucket));
    bucket = spend(bucket, { cost: 1, now: 0 }).bucket;
  }
  assert.ok(isHammering(bucket));
  assert.ok(!isHammering(spend(bucket, { cost: 1, now: 60_000 }).bucket));
});

Deno.test("random traffic never gets more than a burst and the flow since, and gets all of that", () => {
  const random = seeded(2);
  let now = 0;
  let bucket = fullBucket(now);
  let spentAll = 0;
  const met = { refused: 0, recovered: 0, forgiven: 0 };
  for (let step = 0; step < 20_000; step++) {
    now += pick(random, [0, 0, 0, 10, 40, random() < 0.02 ? 6_000 : 5]);
    const cost = pick(random, [1, 2, 5]);
    const before = bucket;
    const spent = spend(bucket, { cost, now });
    bucket = spent.bucket;
    if (spent.allowed) {
      spentAll += cost;
      if (before.refusals > 0) met.recovered += 1;
      if (bucket.refusals < before.refusals) met.forgiven += 1;
    } else {
      met.refused += 1;
      assert.ok(bucket.tokens < cost);
    }
    assert.ok(bucket.tokens >= 0 && bucket.tokens <= BURST);
    assert.ok(spentAll <= BURST + now * TOKENS_PER_SECOND / 1_000 + 1e-6);
  }
  for (const [what, times] of Object.entries(met)) assert.ok(times > 0, `never met: ${what}`);
});
