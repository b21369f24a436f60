// Five copies of a camera over one narrow uplink, with and without a common budget.
import { measureUplink, type UplinkMeasure } from "../network/narrow_uplink.ts";
import { printTable, spread } from "./measurements.ts";

const KBITS = 800;
const MEASURED_MS = 20_000;
const ROUNDS = { all: 5, quick: 1 };

/** Columns: how a figure of a measurement is called, read and shown. */
const COLUMNS: readonly [string, (seen: UplinkMeasure) => number, number][] = [
  ["voice concealed %", ({ concealed }) => 100 * concealed, 2],
  ["voice lost %", ({ lost }) => 100 * lost, 2],
  ["round trip ms", ({ roundTripMs }) => roundTripMs, 0],
  ["fps, least", ({ fps }) => fps, 1],
  ["frozen ms", ({ frozenMs }) => frozenMs, 0],
  ["sent kbit/s", ({ sentKbits }) => sentKbits, 0],
];

/** Prints what the five others hear and see; the two ways take turns. */
export async function benchUplink({ quick = false }: { quick?: boolean } = {}): Promise<void> {
  const ways = [
    { name: "one budget", adapts: true, seen: [] as UplinkMeasure[] },
    { name: "as before", adapts: false, seen: [] as UplinkMeasure[] },
  ];
  for (let round = 0; round < (quick ? ROUNDS.quick : ROUNDS.all); round++) {
    for (const { name, adapts, seen } of ways) {
      const measure = await measureUplink({ kbits: KBITS, adapts, ms: MEASURED_MS });
      seen.push(measure);
      console.log(`${name}: ${rowOf([measure]).join(", ")}; load ${Deno.loadavg()[0]?.toFixed(1)}`);
    }
  }
  printTable(
    `${KBITS} kbit/s up, five peers: voice and pictures, median (least–most)`,
    ["pictures", ...COLUMNS.map(([title]) => title), "n"],
    ways.map(({ name, seen }) => [name, ...rowOf(seen), String(seen.length)]),
  );
}

function rowOf(seen: readonly UplinkMeasure[]): string[] {
  return COLUMNS.map(([, read, digits]) => spread(seen.map(read), digits));
}
