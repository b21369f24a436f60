// A file over the uplink of a call: voice and picture of the one who sends it stay what they were.
import assert from "node:assert/strict";
import { enterRoom, openChat } from "../browser/harness/actions.ts";
import { framesRise } from "../browser/harness/media.ts";
import { attachNoise, progress } from "../browser/harness/shared_files.ts";
import { pause, until } from "../browser/harness/wait.ts";
import { labMissing } from "./ip.ts";
import { Lab } from "./lab.ts";
import { compare, counted } from "./narrow_uplink.ts";
import { Town } from "./network_world.ts";

const ROOM = "кууш жол";
const OTHERS = "main [data-kind=camera]:not(.is-self):not(.is-cam-off) video";
const SETTLE_MS = 15_000;
const MEASURED_MS = 15_000;
const MEGABYTES = 30;

for (const kbits of [1_000]) {
  Deno.test({
    name: `network: a transfer over ${kbits} kbit/s leaves voice and picture what they need`,
    ignore: await labMissing() !== null,
    fn: async () => {
      await using lab = await Lab.build({ slow: { delayMs: 20, lossPercent: 0, kbits } });
      await using town = await Town.open(lab, { light: false });
      const { a, b } = town.people;
      for (const person of [a, b]) {
        await enterRoom(person, ROOM, { video: person === a });
        await openChat(person);
      }
      await framesRise(b, OTHERS);
      const hash = await attachNoise(a, MEGABYTES * 1_000_000);
      assert.ok(hash);
      await pause(SETTLE_MS);
      const measure = async () => {
        const before = await Promise.all([a, b].map(counted));
        await pause(MEASURED_MS);
        return compare(before, await Promise.all([a, b].map(counted)));
      };
      const calm = await measure();
      await b.click("button", /^Жүктөп алуу:/);
      await until(() => progress(b), { what: "a transfer", ok: (part) => (part ?? 0) > 0 });
      const [begun, at] = [await progress(b) ?? 0, performance.now()];
      const busy = await measure();
      const bytes = ((await progress(b) ?? 0) - begun) * MEGABYTES * 1_000_000;
      const fileKbits = 8 * bytes / (performance.now() - at);
      console.log(
        `measured: file ${fileKbits.toFixed(0)} kbit/s of ${kbits}; calm, beside it: ` +
          [calm, busy].map((one) =>
            `concealed ${(100 * one.concealed).toFixed(2)} %, ${one.roundTripMs.toFixed(0)} ms, ` +
            `${one.fps.toFixed(1)} fps, ${one.sentKbits.toFixed(0)} kbit/s`
          ).join("; "),
      );
      assert.ok(busy.concealed <= calm.concealed + 0.02, "voice");
      assert.ok(busy.fps >= 0.7 * calm.fps, "picture");
      assert.ok(fileKbits > 0.02 * kbits, "the file comes, too");
    },
  });
}
