// What another page reports of its paths: read whole or not at all.
import assert from "node:assert/strict";
import { readMessage, writeMessage } from "@/call/transport/data_messages.ts";
import { MOST_PATHS, readReport } from "@/call/transport/path_report.ts";

const PATH = {
  ...{ id: "b", loss: 0.1, missed: null, jitter: 5, trip: 40, rise: 0 },
  ...{ relay: false, narrow: true },
};
const REPORT = { paths: [PATH], strained: false, server: null, forwarded: null };

/** As it arrives. */
function read(report: Readonly<Record<string, unknown>>): unknown {
  const said = readMessage(writeMessage({ kind: "paths", ...report }));
  return said?.kind === "paths" ? readReport(said) : null;
}

Deno.test("a report is read as it was written, with as many paths as a page may name", () => {
  assert.deepEqual(read(REPORT), REPORT);
  const paths = Array.from({ length: MOST_PATHS }, (_, n) => ({ ...PATH, id: `p${n}` }));
  assert.deepEqual(read({ ...REPORT, paths, more: 1 }), { ...REPORT, paths });
  assert.equal(read({ ...REPORT, paths: [...paths, { ...PATH, id: "more" }] }), null);
});

Deno.test("a report with anything wrong in it is none", () => {
  const wrong: Record<string, unknown>[] = [
    ...[-0.1, 1.1, "0", NaN, Infinity, undefined].map((loss) => ({ paths: [{ ...PATH, loss }] })),
    ...[-1, 1e9, NaN, {}, undefined].map((rise) => ({ paths: [{ ...PATH, rise }] })),
    ...["", 7, "x".repeat(200)].map((id) => ({ paths: [{ ...PATH, id }] })),
    ...[1, null].map((relay) => ({ paths: [{ ...PATH, relay }] })),
    ...[{ paths: [PATH, PATH] }, { paths: [null] }, { paths: {} }],
    ...[{ strained: 1 }, { server: -1 }, { server: NaN }, { forwarded: "no" }],
  ];
  for (const change of wrong) {
    assert.equal(readReport({ ...REPORT, ...change }), null, JSON.stringify(change));
  }
});
