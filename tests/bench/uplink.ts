// Five copies of a camera over one narrow uplink, with and without a common budget.
import { measureUplink, type UplinkMeasure } from "../network/narrow_uplink.ts";

const MEASURED_MS = 20_000;
const ROUNDS = 2;

/** Prints what the five others hear and see; the two ways take turns. */
export async function benchUplink(): Promise<void> {
  console.log("\n## 800 kbit/s up, five peers: voice and pictures\n");
  console.log(
    "| pictures | voice concealed % | voice lost % | round trip ms | fps, least | frozen ms | sent kbit/s |",
  );
  console.log("| --- | --- | --- | --- | --- | --- | --- |");
  for (let round = 0; round < ROUNDS; round++) {
    for (const adapts of [true, false]) {
      const seen = await measureUplink({ kbits: 800, adapts, ms: MEASURED_MS });
      console.log(`| ${adapts ? "one budget" : "as before"} | ${rowOf(seen)} |`);
    }
  }
}

function rowOf({ concealed, lost, roundTripMs, fps, frozenMs, sentKbits }: UplinkMeasure): string {
  const percent = (share: number) => (100 * share).toFixed(2);
  const rest = [roundTripMs, fps, frozenMs, sentKbits].map((value) => value.toFixed(0));
  return [percent(concealed), percent(lost), ...rest].join(" | ");
}
