// A call with so many megabytes for so long ends with them, and its voices are never cut.
import assert from "node:assert/strict";
import { beginBudget, type BudgetState, nextBudget } from "@/call/traffic/budget_policy.ts";
import { VOICE_RATE } from "@/call/transport/traffic_limits.ts";
import { seeded } from "../../fakes/random.ts";

const MB = 1_048_576;
const STEP_MS = 2_000;
const PLAN = { bytes: 20 * MB, ms: 600_000 };

interface Simulated {
  plan?: { bytes: number; ms: number };
  voices?: (ms: number) => number;
  /** Whether pictures are sent, and come. */
  sends?: (ms: number) => boolean;
  gets?: (ms: number) => boolean;
  /** What an encoder makes of a rate. */
  encoder?: (rate: number, random: () => number) => number;
  /** Nothing travels at all. */
  isCutOff?: (ms: number) => boolean;
  /** More is of no use to pictures, in bit/s, each way. */
  most?: number;
}

/** A call of ten minutes, two seconds at a time; what is given holds from one step later. */
function simulate({
  plan = PLAN,
  voices = () => 1,
  sends = () => true,
  gets = () => true,
  encoder = (rate, random) => rate * (0.8 + 0.4 * random()),
  isCutOff = () => false,
  most = 1_500_000,
}: Simulated) {
  const random = seeded(7);
  let state: BudgetState = beginBudget({ bytes: 0, ms: 0 });
  let given = state;
  let [bytes, voiceBytes] = [0, 0];
  const states: BudgetState[] = [];
  for (let ms = STEP_MS; ms <= plan.ms; ms += STEP_MS) {
    if (!isCutOff(ms)) {
      const usual = given.isSmall ? VOICE_RATE.small : VOICE_RATE.usual;
      // People take turns: a voice that pauses takes less.
      const voice = 2 * voices(ms) * usual * (0.5 + 0.5 * random());
      const pictures = (sends(ms) ? encoder(Math.min(most, given.up), random) : 0) +
        (gets(ms) ? encoder(Math.min(most, given.down), random) : 0);
      voiceBytes += voice * STEP_MS / 8_000;
      bytes += (voice + pictures) * STEP_MS / 8_000;
    }
    given = state;
    const needs = { voices: voices(ms), sendsPictures: sends(ms), getsPictures: gets(ms) };
    state = nextBudget(state, { plan, used: { bytes, ms }, needs });
    states.push(state);
  }
  return { bytes, voiceBytes, states };
}

const CASES: Readonly<Record<string, Simulated>> = {
  "two people with cameras": {},
  "four people": { voices: () => 3, plan: { bytes: 60 * MB, ms: 600_000 } },
  "somebody joins in the middle": {
    voices: (ms) => ms < 300_000 ? 1 : 2,
    plan: { bytes: 30 * MB, ms: 600_000 },
  },
  "the own camera is on half of the time": { sends: (ms) => ms % 120_000 < 60_000 },
  "pictures only come": { sends: () => false },
  "an encoder that always makes more of it": { encoder: (rate) => 1.3 * rate },
  "an encoder that always makes less of it": { encoder: (rate) => 0.6 * rate },
  "a minute without a network": { isCutOff: (ms) => ms > 200_000 && ms < 260_000 },
  "an hour": { plan: { bytes: 300 * MB, ms: 3_600_000 } },
};

for (const [name, simulated] of Object.entries(CASES)) {
  Deno.test(`a budget is used up at the end, within five percent: ${name}`, () => {
    const { bytes: allowed } = simulated.plan ?? PLAN;
    const { bytes } = simulate(simulated);
    const part = bytes / allowed;
    assert.ok(part >= 0.95 && part <= 1.05, `${(100 * part).toFixed(1)} %`);
  });
}

Deno.test("a budget that hardly holds voices gives them small, and pictures nothing", () => {
  const { states, bytes } = simulate({ plan: { bytes: 4 * MB, ms: 600_000 } });
  assert.ok(states.every(({ isSmall }) => isSmall));
  assert.ok(states.every(({ up, down }) => up + down < 40_000));
  assert.ok(bytes <= 1.05 * 4 * MB);
});

Deno.test("voices go on when everything is used up: they are never given less than small ones", () => {
  const { states, voiceBytes, bytes } = simulate({ plan: { bytes: MB, ms: 600_000 } });
  assert.ok(bytes > MB, "voices were not cut");
  assert.ok(voiceBytes > 0.9 * bytes);
  const last = states.at(-1);
  assert.deepEqual([last?.up, last?.down], [0, 0]);
});

Deno.test("what is more than anybody needs is not spent for its own sake", () => {
  const { bytes } = simulate({ plan: { bytes: 1_000 * MB, ms: 600_000 }, most: 300_000 });
  assert.ok(bytes < 100 * MB);
});

Deno.test("a picture is steady: from one step to the next it hardly changes", () => {
  const { states } = simulate({});
  const steps = states.slice(10, -10).map(({ up }, index) => up / (states[index + 9]?.up ?? up));
  const [least, most] = [Math.min(...steps), Math.max(...steps)];
  assert.ok(least > 0.8 && most < 1.25, `${least.toFixed(2)} … ${most.toFixed(2)}`);
});
