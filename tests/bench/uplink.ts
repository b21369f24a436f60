// Copies of a camera over one narrow uplink, with and without a common budget.
import { measureUplink, type UplinkMeasure } from "../network/narrow_uplink.ts";
import { printTable, spread } from "./measurements.ts";

/** As much for each peer; the larger one needs more than two processors, or nothing of it is valid. */
const CASES = [
  { name: "3 peers, 480 kbit/s", peers: 3, kbits: 480 },
  { name: "5 peers, 800 kbit/s", peers: 5, kbits: 800 },
];
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

/** Prints what the others hear and see; the two ways take turns. */
export async function benchUplink(
  { quick = false, only = "" }: { quick?: boolean; only?: string } = {},
): Promise<void> {
  const asked = CASES.filter(({ name }) => name.includes(only));
  for (const of of asked) await benchCase(of, quick ? ROUNDS.quick : ROUNDS.all);
}

async function benchCase(
  { name, peers, kbits }: typeof CASES[number],
  rounds: number,
): Promise<void> {
  const ways = [
    { way: "one budget", adapts: true, seen: [] as UplinkMeasure[] },
    { way: "as before", adapts: false, seen: [] as UplinkMeasure[] },
  ];
  for (let round = 0; round < rounds; round++) {
    for (const { way, adapts, seen } of ways) {
      const measure = await measureUplink({ peers, kbits, adapts, ms: MEASURED_MS });
      if (measure !== null) seen.push(measure);
      const told = measure === null ? "a connection was replaced" : rowOf([measure]).join(", ");
      console.log(`${way}: ${told}; load ${Deno.loadavg()[0]?.toFixed(1)}`);
    }
  }
  printTable(
    `${name} up: voice and pictures, median (least–most)`,
    ["pictures", ...COLUMNS.map(([title]) => title), "n"],
    ways.map(({ way, seen }) => [way, ...rowOf(seen), String(seen.length)]),
  );
}

function rowOf(seen: readonly UplinkMeasure[]): string[] {
  return COLUMNS.map(([, read, digits]) => spread(seen.map(read), digits));
}
