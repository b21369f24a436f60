// When the page draws what has changed.
import assert from "node:assert/strict";
import { options } from "preact";
import { renderInFrames } from "@/hooks/render_in_frames.ts";

/** A page whose frames and time a test holds in its hands. */
function page({ hidden = false } = {}) {
  let frames = new Map<number, () => void>();
  const timers = new Map<number, { at: number; run: () => void }>();
  let now = 0;
  let id = 0;
  const real = { setTimeout, clearTimeout, now: performance.now };
  Object.assign(globalThis, {
    document: { hidden },
    requestAnimationFrame: (run: () => void) => {
      frames.set(++id, run);
      return id;
    },
    cancelAnimationFrame: (n: number) => frames.delete(n),
    setTimeout: (run: () => void, ms = 0) => {
      timers.set(++id, { at: now + ms, run });
      return id;
    },
    clearTimeout: (n: number) => timers.delete(n),
  });
  performance.now = () => now;
  return {
    frame: () => {
      const due = frames;
      frames = new Map();
      for (const run of due.values()) run();
    },
    pass: (ms: number) => {
      for (const end = now + ms; now < end; now += 10) {
        for (const [n, { at, run }] of timers) if (at <= now && timers.delete(n)) run();
      }
    },
    [Symbol.dispose]: () => {
      for (const name of ["document", "requestAnimationFrame", "cancelAnimationFrame"]) {
        Reflect.deleteProperty(globalThis, name);
      }
      Object.assign(globalThis, { setTimeout: real.setTimeout, clearTimeout: real.clearTimeout });
      performance.now = real.now;
      delete options.debounceRendering;
    },
  };
}

Deno.test("while others wait for the page it draws in a later frame", () => {
  using shown = page();
  let held = true;
  let drawn = 0;
  renderInFrames({ isHeld: () => held, isSending: () => false });
  options.debounceRendering?.(() => drawn++);
  shown.frame();
  shown.frame();
  assert.equal(drawn, 0);
  held = false;
  shown.frame();
  shown.frame();
  assert.equal(drawn, 1);
});

Deno.test("it draws at once while nobody waits: a field is up to date before the next key", async () => {
  using _shown = page();
  let drawn = 0;
  renderInFrames({ isHeld: () => false, isSending: () => false });
  options.debounceRendering?.(() => drawn++);
  await Promise.resolve();
  assert.equal(drawn, 1);
});

Deno.test("a window without frames draws all the same; who never answers holds the page up once", async () => {
  using shown = page();
  let drawn = 0;
  renderInFrames({ isHeld: () => true, isSending: () => false });
  options.debounceRendering?.(() => drawn++);
  shown.pass(250);
  assert.equal(drawn, 0);
  shown.pass(150);
  assert.equal(drawn, 1, "held for as long as anything may be");
  options.debounceRendering?.(() => drawn++);
  await Promise.resolve();
  assert.equal(drawn, 2, "they still wait, and the person does not");
});

Deno.test("a page that nobody sees has no frames, and draws at once", async () => {
  using _shown = page({ hidden: true });
  let drawn = 0;
  renderInFrames({ isHeld: () => true, isSending: () => false });
  options.debounceRendering?.(() => drawn++);
  await Promise.resolve();
  assert.equal(drawn, 1);
});

Deno.test("what a press sends goes out before the page draws, and no later frame is waited for", async () => {
  using shown = page();
  let drawn = 0;
  renderInFrames({ isHeld: () => false, isSending: () => true });
  options.debounceRendering?.(() => drawn++);
  await Promise.resolve();
  assert.equal(drawn, 0);
  shown.frame();
  assert.equal(drawn, 1);
});
