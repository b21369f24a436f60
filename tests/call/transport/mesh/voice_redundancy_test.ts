// When a voice is sent twice, and when not any more.
import assert from "node:assert/strict";
import {
  nextRedundancy,
  NO_REDUNDANCY,
  type Redundancy,
} from "@/call/transport/mesh/voice_redundancy.ts";

/** Readings every other second. */
function read(
  state: Redundancy,
  readings: { loss: number; rise?: number }[],
  from = 0,
): Redundancy {
  return readings.reduce(
    (now, { loss, rise = 0 }, index) =>
      nextRedundancy(now, { now: from + 2_000 * index, loss, rise }),
    state,
  );
}

const times = (count: number, loss: number, rise = 0) => Array(count).fill({ loss, rise });

Deno.test("losses that last turn it on, an accident does not, and Opus hides small ones", () => {
  assert.equal(read(NO_REDUNDANCY, times(3, 0.08)).isOn, true);
  assert.equal(
    read(NO_REDUNDANCY, [...times(2, 0.2), ...times(1, 0), ...times(2, 0.2)]).isOn,
    false,
  );
  assert.equal(read(NO_REDUNDANCY, times(50, 0.03)).isOn, false);
});

Deno.test("losses of a queue do not: more packets would only make it longer", () => {
  assert.equal(read(NO_REDUNDANCY, times(50, 0.2, 120)).isOn, false);
  const on = read(NO_REDUNDANCY, times(3, 0.1));
  const off = read(on, times(2, 0.1, 120), 6_000);
  assert.equal(off.isOn, false, "it has made one");
  assert.equal(read(off, times(20, 0.1), 10_000).isOn, false, "and is left for a minute");
  assert.equal(read(off, times(3, 0.1), 80_000).isOn, true);
});

Deno.test("it goes after half a minute without losses", () => {
  const on = read(NO_REDUNDANCY, times(3, 0.1));
  assert.equal(read(on, times(14, 0), 6_000).isOn, true);
  assert.equal(read(on, times(15, 0), 6_000).isOn, false);
});
