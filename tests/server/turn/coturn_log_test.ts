// Figures from coturn's lines, as coturn 4.6 writes them.
import assert from "node:assert/strict";
import { CoturnLog } from "@/server/turn/coturn_log.ts";

const S = (id: number, said: string) => `12: : session 00100000000000000${id}: ${said}\n`;
const OPENED = (id: number) => S(id, "new, realm=<juz>, username=<1795895410:a>, lifetime=600");
const CLOSED = (id: number) => S(id, "delete: realm=<juz>, username=<1795895410:a>");
const USED = S(1, "peer usage: realm=<juz>, username=<1795895410:a>, rp=2, rb=100, sp=3, sb=20");
const QUOTA = S(
  3,
  "realm <juz> user <1795895411:a>: incoming packet ALLOCATE processed, error 486: Allocation Quota Reached",
);
const PEER = S(
  1,
  "realm <juz> user <1795895407:a>: incoming packet CREATE_PERMISSION processed, error 403: Forbidden IP",
);
const STRANGER = "1: : ERROR: check_stun_auth: Cannot find credentials of user <1795894802:x>\n";
const OTHERS = "0: : Default realm: juz\n" + S(2, "peer 8.8.8.8 lifetime updated: 300") +
  S(2, "usage: realm=<juz>, username=<1:a>, rp=2, rb=999, sp=2, sb=999");

Deno.test("CoturnLog counts relays, bytes and refusals, however the text is cut", () => {
  const text = OPENED(1) + OTHERS + OPENED(2) + USED + QUOTA + PEER + STRANGER + CLOSED(2);
  const expected = {
    open: 1,
    opened: 2,
    bytes: 120,
    refused: { credentials: 1, quota: 1, peer: 1 },
  };
  for (const size of [1, 7, 100, text.length]) {
    const log = new CoturnLog();
    for (let at = 0; at < text.length; at += size) log.take(text.slice(at, at + size));
    assert.deepEqual(log.figures, expected, `pieces of ${size}`);
  }
});

Deno.test("CoturnLog reads the lines of later versions, too", () => {
  const log = new CoturnLog();
  const later = (line: string) => line.replace(/^(\d+): : (?:ERROR: )?/, "$1: (4711): INFO: ");
  for (const line of [OPENED(1), USED, QUOTA, PEER, STRANGER]) log.take(later(line));
  const refused = { credentials: 1, quota: 1, peer: 1 };
  assert.deepEqual(log.figures, { open: 1, opened: 1, bytes: 120, refused });
});

Deno.test("CoturnLog: with coturn its relays end; a line without end is not kept", () => {
  const log = new CoturnLog();
  log.take(OPENED(1) + OPENED(2) + "12: : session 1: new, re");
  log.end();
  assert.deepEqual([log.figures.open, log.figures.opened], [0, 2]);
  for (let n = 0; n < 1_000; n++) log.take("x".repeat(1_000));
  log.take(`\n${OPENED(3)}`);
  assert.equal(log.figures.open, 1);
});

Deno.test("CoturnLog: a stranger's name makes no figures", () => {
  const log = new CoturnLog();
  log.take(`1: : ERROR: something <session 1: new, realm=<juz>, username=<x>, lifetime=600>\n`);
  log.take(S(1, "realm <juz> user <>: incoming packet message processed, error 401: Unauthorized"));
  const refused = { credentials: 0, quota: 0, peer: 0 };
  assert.deepEqual(log.figures, { open: 0, opened: 0, bytes: 0, refused });
});
