// RTP timestamps become times of the recording: with jitter, drift, a wrap and a new beginning.
import assert from "node:assert/strict";
import { MediaClock } from "@/call/recording/media_clock.ts";
import { seeded } from "../../fakes/random.ts";

const RATE = 90_000;

/** Packets of 20 ms with jitter: how far the times are from those of a path without any. */
function errors(
  { packets, ppm = 0, from = 0, jitterMs = 30 }: {
    packets: number;
    ppm?: number;
    from?: number;
    jitterMs?: number;
  },
): number[] {
  const random = seeded(7);
  const clock = new MediaClock(RATE);
  return Array.from({ length: packets }, (_, i) => {
    const sent = i * 20;
    const rtp = (from + Math.round(sent * (1 + ppm / 1e6) * RATE / 1_000)) >>> 0;
    return clock.timeOf(rtp, 1_000 + sent + random() * jitterMs) - 1_000 - sent;
  });
}

Deno.test("jitter leaves no trace after some seconds, and times never go back", () => {
  const wrong = errors({ packets: 3_000 });
  assert.ok(Math.max(...wrong.slice(500).map(Math.abs)) < 5, "a few milliseconds");
  assert.ok(wrong.every((one, i) => i === 0 || 20 + one - (wrong[i - 1] ?? 0) > 0));
});

Deno.test("an hour of a sender whose clock is 100 ppm off ends within 40 ms", () => {
  for (const ppm of [-100, 100]) {
    const wrong = errors({ packets: 180_000, ppm, jitterMs: 10 });
    assert.ok(Math.abs(wrong.at(-1) ?? 99) < 40, `${ppm}: ${wrong.at(-1)}`);
  }
});

Deno.test("a timestamp that begins again at 0 after 32 bits changes nothing", () => {
  const wrong = errors({ packets: 1_000, from: 2 ** 32 - 300_000, jitterMs: 0 });
  assert.ok(wrong.every((one) => Math.abs(one) < 1));
});

Deno.test("after a silence the time has passed; a stream that begins anew is taken as it comes", () => {
  const clock = new MediaClock(48_000);
  assert.equal(clock.timeOf(1_000, 100), 100);
  assert.equal(Math.round(clock.timeOf(1_000 + 48_000 * 60, 60_100)), 60_100);
  assert.equal(Math.round(clock.timeOf(77, 61_000)), 61_000);
});

Deno.test("a packet that was overtaken has the time of its sending", () => {
  const clock = new MediaClock(48_000);
  clock.timeOf(0, 0);
  clock.timeOf(1_920, 40);
  assert.equal(Math.round(clock.timeOf(960, 60)), 20);
});
