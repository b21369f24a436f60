// A worker that fails ends what it was for, never the call.
import assert from "node:assert/strict";
import { BrowserRecorder } from "@/call/browser/recording/browser_recorder.ts";
import { BrowserFrames } from "@/call/browser/frames/browser_frames.ts";
import type { ReceiverLike } from "@/call/rtc_ports.ts";

/** A worker that does nothing until a test lets it fail. */
class FakeWorker {
  static all: FakeWorker[] = [];
  onerror: (() => void) | null = null;
  onmessage: unknown = null;
  isTerminated = false;
  readonly said: unknown[] = [];

  constructor(readonly url: string) {
    FakeWorker.all.push(this);
  }

  postMessage(message: unknown): void {
    this.said.push(message);
  }

  terminate(): void {
    this.isTerminated = true;
  }
}

class FakeTransform {
  constructor(readonly worker: FakeWorker) {}
}

const receiver = () => ({
  track: { kind: "audio", readyState: "live" },
  transform: null as FakeTransform | null,
  getParameters: () => ({ codecs: [] }),
});

function withFakeWorkers(play: () => void): void {
  const before = { Worker: globalThis.Worker };
  FakeWorker.all = [];
  Object.assign(globalThis, { Worker: FakeWorker, RTCRtpScriptTransform: FakeTransform });
  try {
    play();
  } finally {
    Object.assign(globalThis, before);
    Reflect.deleteProperty(globalThis, "RTCRtpScriptTransform");
  }
}

Deno.test("where the worker of the taps fails, media flow without it, and the next recording has another", () => {
  withFakeWorkers(() => {
    const states: string[] = [];
    const record = () =>
      new BrowserRecorder({ room: "room1", onState: (state) => states.push(state) });
    const [first, later] = [record(), record()];
    const [one, two] = [receiver(), receiver()];
    const tap = (recorder: BrowserRecorder, at: typeof one) =>
      recorder.attach(at as unknown as ReceiverLike, { member: "asan", slot: "mic" });
    tap(first, one);
    tap(later, two);
    const [taps] = FakeWorker.all;
    assert.match(taps?.url ?? "", /tap_worker/);
    assert.ok(one.transform?.worker === taps && two.transform?.worker === taps);
    taps?.onerror?.();
    assert.deepEqual([one.transform, two.transform], [null, null]);
    assert.deepEqual([states, taps?.isTerminated], [["failed"], true]);
    const again = record();
    tap(again, one);
    assert.ok(one.transform !== null && (one.transform as FakeTransform).worker !== taps);
  });
});

Deno.test("where the worker of encrypted frames fails, its users hear of it, and the next has another", () => {
  withFakeWorkers(() => {
    const failed: string[] = [];
    const open = (name: string) => {
      const frames = new BrowserFrames({ room: "room1", key: "k".repeat(22), self: "me" });
      frames.onFailed = () => failed.push(name);
      return frames;
    };
    open("closed").close();
    open("open");
    const [worker] = FakeWorker.all;
    assert.equal(FakeWorker.all.length, 1);
    worker?.onerror?.();
    assert.deepEqual([failed, worker?.isTerminated], [["open"], true]);
    open("next");
    assert.equal(FakeWorker.all.length, 2);
  });
});
