// Five copies of a camera over one narrow uplink: voices do not pay for pictures.
import assert from "node:assert/strict";
import { coturnMissing } from "../turn/coturn.ts";
import { labMissing } from "./ip.ts";
import { measureUplink } from "./narrow_uplink.ts";

const ignore = (await labMissing() ?? coturnMissing()) !== null;

Deno.test({
  name: "network: over 800 kbit/s to five people the voice comes whole, and pictures go on",
  ignore,
  fn: async () => {
    const seen = await measureUplink({ kbits: 800, adapts: true, ms: 15_000 });
    assert.ok(seen.concealed <= 0.005, `${seen.concealed} of the voice was made up`);
    assert.ok(seen.roundTripMs <= 40 + 80, `${seen.roundTripMs} ms`);
    assert.ok(seen.fps >= 5, `${seen.fps} frames a second`);
  },
});
