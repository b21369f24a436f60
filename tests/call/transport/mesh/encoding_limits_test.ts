// What each copy is encoded like: as large as it is shown, within the budget, most to who matters most.
import assert from "node:assert/strict";
import { type MemberDemand, NOT_SHOWN, type Rank } from "@/call/transport/demand.ts";
import { encodingsFor, type Receiver } from "@/call/transport/mesh/encoding_limits.ts";

const CAMERA = { width: 1_280, height: 720 };
const BUDGET = 2_500_000;

function shown(width: number, rank: Rank = "other"): MemberDemand {
  return { camera: { width, height: Math.round(width * 9 / 16), rank }, screen: NOT_SHOWN };
}

function receiver(demand: MemberDemand | null): Receiver {
  return { demand, rampingUp: false };
}

function camerasFor(demands: readonly (MemberDemand | null)[], budget = BUDGET) {
  const receivers = new Map(demands.map((demand, index) => [`m${index}`, receiver(demand)]));
  const captures = { camera: CAMERA, screen: null };
  return [...encodingsFor(receivers, { captures, budget }).values()].map(({ camera }) => camera);
}

const sum = (all: readonly { active: boolean; maxBitrate: number }[]) =>
  all.reduce((total, { active, maxBitrate }) => total + (active ? maxBitrate : 0), 0);

Deno.test("towards pages that do not say what they show, all is as before: equal parts", () => {
  for (let peers = 1; peers <= 25; peers++) {
    const cameras = camerasFor(Array(peers).fill(null));
    assert.ok(sum(cameras) <= BUDGET + peers);
    for (const { active, maxBitrate, scaleResolutionDownBy } of cameras) {
      assert.ok(active);
      assert.ok(Math.abs(maxBitrate - Math.min(1_500_000, BUDGET / peers)) <= 1);
      assert.equal(scaleResolutionDownBy, maxBitrate >= 600_000 ? 1 : 2);
    }
  }
});

Deno.test("a connection that ramps up begins with a small picture", () => {
  for (const demand of [null, shown(1_280, "main")]) {
    const receivers = new Map([["a", { demand, rampingUp: true }]]);
    const captures = { camera: CAMERA, screen: null };
    const camera = encodingsFor(receivers, { captures, budget: BUDGET }).get("a")?.camera;
    assert.equal(camera?.scaleResolutionDownBy, 2);
  }
});

Deno.test("what is not shown is not sent, and what it had goes to the others", () => {
  const [hidden, one, other] = camerasFor([shown(0), shown(1_280), shown(1_280)]);
  assert.equal(hidden?.active, false);
  assert.equal(one?.maxBitrate, 1_250_000);
  assert.equal(other?.maxBitrate, 1_250_000);
});

Deno.test("a picture is never much smaller than its place, and a thumbnail costs a fraction", () => {
  for (const width of [96, 160, 180, 320, 360, 480, 640, 900, 1_280, 2_560]) {
    const [camera] = camerasFor([shown(width)]);
    assert.ok(camera?.active);
    const sent = CAMERA.width / camera.scaleResolutionDownBy;
    assert.ok(sent >= Math.min(0.9 * width, CAMERA.width), `${sent} sent for ${width}`);
    assert.ok(sent <= Math.max(2.2 * width, CAMERA.width / 8), `${sent} sent for ${width}`);
  }
  const [thumbnail] = camerasFor([shown(180)]);
  assert.ok((thumbnail?.maxBitrate ?? Infinity) <= 100_000);
  assert.ok((thumbnail?.maxFramerate ?? 0) >= 10);
});

Deno.test("six people, one spotlight: at most 35 % of equal full encodes", () => {
  const equal = sum(camerasFor(Array(5).fill(null)));
  const fromSpotlight = sum(camerasFor(Array(5).fill(shown(900, "main"))));
  const fromOthers = sum(camerasFor(Array(5).fill(shown(180))));
  const ratio = (fromSpotlight + 5 * fromOthers) / (6 * equal);
  assert.ok(ratio <= 0.35, `${ratio}`);
});

Deno.test("who is pinned keeps 20 frames and more when the others are cut", () => {
  const demands = [shown(480, "pinned"), ...Array(5).fill(shown(480))];
  const [pinned, ...others] = camerasFor(demands, 400_000);
  assert.ok((pinned?.maxFramerate ?? 0) >= 20);
  for (const other of others) {
    assert.ok(other.maxBitrate < (pinned?.maxBitrate ?? 0));
    assert.ok(other.scaleResolutionDownBy >= (pinned?.scaleResolutionDownBy ?? 0));
  }
});

Deno.test("few bits make a small picture, and too few none", () => {
  let scale = 1;
  for (const budget of [1_500_000, 600_000, 300_000, 150_000, 80_000, 40_000]) {
    const [camera] = camerasFor([shown(1_280, "main")], budget);
    assert.ok(camera?.active);
    assert.ok(camera.scaleResolutionDownBy >= scale);
    scale = camera.scaleResolutionDownBy;
  }
  assert.ok(scale >= 4);
  assert.equal(camerasFor([shown(1_280, "main")], 10_000)[0]?.active, false);
});

Deno.test("where not all pictures can be of use some are: else none is sent, and nobody finds out that there is room", () => {
  for (const budget of [60_000, 80_000, 99_000]) {
    for (const peers of [2, 5, 7]) {
      const cameras = camerasFor(
        [...Array(peers - 1).fill(shown(320)), shown(640, "pinned")],
        budget,
      );
      assert.ok(cameras.at(-1)?.active, "the one that matters most");
      assert.ok(sum(cameras) >= 0.75 * budget, `${sum(cameras)} of ${budget} for ${peers}`);
      assert.ok(sum(cameras) <= budget + peers);
    }
  }
});

Deno.test("a shared screen is served before cameras, drops frames and never pixels", () => {
  const text = { width: 900, height: 600, rank: "main" as const };
  const receivers = new Map(["a", "b", "c"].map((id) => [
    id,
    receiver({ ...shown(180), screen: text }),
  ]));
  const captures = { camera: CAMERA, screen: { width: 1_920, height: 1_080 } };
  const encodings = [...encodingsFor(receivers, { captures, budget: 1_000_000 }).values()];
  assert.ok(sum(encodings.flatMap(({ camera, screen }) => [camera, screen])) <= 1_000_003);
  for (const { camera, screen } of encodings) {
    assert.equal(screen.scaleResolutionDownBy, 1);
    assert.ok(screen.maxFramerate <= 10);
    assert.ok(screen.maxBitrate > 4 * camera.maxBitrate);
    assert.ok(camera.maxBitrate >= 50_000);
  }
});

Deno.test("an upright camera is measured by its own sides", () => {
  const receivers = new Map([["a", receiver(shown(320))]]);
  const captures = { camera: { width: 720, height: 1_280 }, screen: null };
  const camera = encodingsFor(receivers, { captures, budget: BUDGET }).get("a")?.camera;
  assert.equal(camera?.scaleResolutionDownBy, 2);
});
