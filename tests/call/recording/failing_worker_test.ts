// A worker that fails ends a recording, never the sound and picture that pass it.
import assert from "node:assert/strict";
import { BrowserRecorder } from "@/call/browser/recording/browser_recorder.ts";
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

Deno.test("where the worker of the taps fails, media flow without it, and the next recording has another", () => {
  const before = { Worker: globalThis.Worker };
  Object.assign(globalThis, { Worker: FakeWorker, RTCRtpScriptTransform: FakeTransform });
  try {
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
  } finally {
    Object.assign(globalThis, before);
    Reflect.deleteProperty(globalThis, "RTCRtpScriptTransform");
  }
});
