// A transfer takes what the call leaves: on a line of our own making, with its queue and its neighbours.
import assert from "node:assert/strict";
import { ServingPace } from "@/call/files/serving_pace.ts";
import { type FakeClock, fakeClock } from "../../fakes/ports.ts";
import { settled } from "../../fakes/random.ts";

/** Milliseconds of one turn of the simulation. */
const STEP_MS = 5;

interface PathOptions {
  /** Bytes a second that the line carries. */
  capacity: number;
  /** To the other page and back with nothing else on the way, in milliseconds. */
  tripMs: number;
  /** False for a browser that does not tell how long the way takes. */
  isMeasured?: boolean;
  /** The most that may go, in bytes a second. */
  most?: number;
}

/** A line that carries bytes one after the other; questions stand in the same queue. */
class Path {
  readonly clock: FakeClock = fakeClock();
  readonly pace: ServingPace;
  /** Bytes a second of the call. */
  call = 0;
  /** Milliseconds that a busy computer adds to each question. */
  busyMs = 0;
  /** Whether questions are answered. */
  answers = true;
  sent = 0;
  /** When something was sent, and when nothing any more. */
  busy: boolean[] = [];
  /** Milliseconds that the queue took at each look. */
  delays: number[] = [];
  #queue = 0;
  readonly #options: PathOptions;

  constructor(options: PathOptions) {
    this.#options = options;
    this.pace = new ServingPace({
      clock: this.clock,
      ask: (number) => this.#ask(number),
      pathTrip: () => this.#measured,
      most: () => options.most ?? Infinity,
      onBusy: (on) => void this.busy.push(on),
    });
    if (options.isMeasured ?? true) this.#measure();
    void this.#serve();
  }

  /** Browsers measure once in a while. */
  #measured: number | null = null;

  #measure(): void {
    this.#measured = this.#options.tripMs + this.#delay;
    this.clock.after(2_000, () => this.#measure());
  }

  #ask(number: number): boolean {
    const ms = this.#options.tripMs + this.#delay + this.busyMs;
    this.clock.after(ms, () => {
      if (this.answers) this.pace.hear(number);
    });
    return true;
  }

  get #delay(): number {
    return this.#queue / this.#options.capacity * 1_000;
  }

  async #serve(): Promise<void> {
    for (;;) {
      const size = await this.pace.take(262_144);
      this.sent += size;
      this.#queue += size;
    }
  }

  /** Lets so many milliseconds pass; answers bytes a second of the transfer and the queue's mean. */
  async run(ms: number): Promise<{ rate: number; delay: number }> {
    const before = this.sent;
    this.delays = [];
    for (let at = 0; at < ms; at += STEP_MS) {
      this.#queue += this.call * STEP_MS / 1_000;
      this.#queue = Math.max(0, this.#queue - this.#options.capacity * STEP_MS / 1_000);
      this.delays.push(this.#delay);
      this.clock.advance(STEP_MS);
      await settled();
    }
    const delay = this.delays.reduce((sum, one) => sum + one, 0) / this.delays.length;
    return { rate: (this.sent - before) * 1_000 / ms, delay };
  }
}

Deno.test("a narrow line is filled, and nothing waits on it for long", async () => {
  for (const capacity of [60_000, 125_000, 1_250_000]) {
    for (const [tripMs, isMeasured] of [[5, true], [120, true], [20, false]] as const) {
      const line = new Path({ capacity, tripMs, isMeasured });
      await line.run(10_000);
      const { rate, delay } = await line.run(20_000);
      const what = `${capacity} bytes/s, ${tripMs} ms: ${rate} bytes/s, ${delay} ms`;
      assert.ok(rate > 0.4 * capacity, what);
      assert.ok(delay < 50, what);
    }
  }
});

Deno.test("a fast line carries 20 MB a second within three seconds", async () => {
  const line = new Path({ capacity: 1_000_000_000, tripMs: 1 });
  await line.run(3_000);
  const { rate } = await line.run(1_000);
  assert.ok(rate > 20_000_000, `${rate} bytes/s`);
});

Deno.test("what the call needs of the line is left to it, and taken again when it is free", async () => {
  const capacity = 125_000;
  const line = new Path({ capacity, tripMs: 40 });
  await line.run(10_000);
  line.call = 0.8 * capacity;
  await line.run(3_000);
  const { rate, delay } = await line.run(10_000);
  assert.ok(rate < 0.25 * capacity, `${rate} bytes/s beside the call`);
  assert.ok(delay < 50, `${delay} ms`);
  line.call = 0;
  await line.run(15_000);
  assert.ok((await line.run(5_000)).rate > 0.6 * capacity, "alone again");
});

Deno.test("where no answer comes next to nothing is sent, and where files rest nothing is asked", async () => {
  const line = new Path({ capacity: 1_000_000_000, tripMs: 10 });
  await line.run(1_000);
  line.answers = false;
  await line.run(4_000);
  assert.ok((await line.run(2_000)).rate < 10_000);
  const clock = fakeClock();
  let asked = 0;
  const pace = new ServingPace({ clock, ask: () => (asked += 1, true), pathTrip: () => null });
  await pace.take(1_000);
  for (let turn = 0; turn < 100; turn++) clock.advance(100);
  assert.ok(asked > 3 && asked < 15, `${asked} questions for one small picture`);
});

Deno.test("a busy computer at either end, which answers late, slows nothing down for long", async () => {
  const line = new Path({ capacity: 10_000_000, tripMs: 5 });
  line.busyMs = 5;
  await line.run(2_000);
  line.busyMs = 90;
  await line.run(10_000);
  const { rate, delay } = await line.run(5_000);
  assert.ok(rate > 3_000_000, `${rate} bytes/s`);
  assert.ok(delay < 150, `${delay} ms`);
});

Deno.test("a limit of a person's own holds on whatever line, and that something goes is told", async () => {
  const line = new Path({ capacity: 10_000_000, tripMs: 5, most: 30_000 });
  await line.run(2_000);
  const { rate } = await line.run(10_000);
  assert.ok(rate > 25_000 && rate < 33_000, `${rate} bytes/s`);
  assert.deepEqual(line.busy, [true]);
  const clock = fakeClock();
  const told: boolean[] = [];
  const pace = new ServingPace({
    ...{ clock, ask: () => true, pathTrip: () => null },
    onBusy: (on) => void told.push(on),
  });
  await pace.take(1_000);
  clock.advance(10_000);
  assert.deepEqual(told, [true, false]);
});
