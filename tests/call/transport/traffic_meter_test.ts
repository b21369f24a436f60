// Bytes of one member add up over all connections.
import assert from "node:assert/strict";
import { TrafficMeter } from "@/call/transport/traffic_meter.ts";

Deno.test("a connection counts on, the next one begins at nothing, and nothing is lost or twice", () => {
  const meter = new TrafficMeter();
  assert.deepEqual(meter.note("a", { up: 100, down: 10 }), { up: 100, down: 10 });
  assert.deepEqual(meter.note("a", { up: 150, down: 10 }), { up: 150, down: 10 });
  assert.deepEqual(meter.note("b", { up: 7, down: 7 }), { up: 7, down: 7 });
  assert.deepEqual(meter.note("a", { up: 20, down: 5 }), { up: 170, down: 15 }, "a replacement");
  assert.deepEqual(meter.note("a", { up: 30, down: 9 }), { up: 180, down: 19 });
  meter.clear();
  assert.deepEqual(meter.note("a", { up: 3, down: 2 }), { up: 3, down: 2 });
});
