// How often an address may ask, and whose turn it is.
import assert from "node:assert/strict";
import { RequestLimiter } from "@/server/limits/request_limiter.ts";
import {
  AddressRates,
  FairTurns,
  MAX_ADDRESSES,
  MAX_WAITING,
} from "@/server/limits/address_rates.ts";
import type { Refusal } from "@/signaling/gateway/refusal_log.ts";
import { FakeSocket } from "../../fakes/socket.ts";

Deno.test("connections are counted by the network that one household gets, and by time", () => {
  const refused: Refusal[] = [];
  let now = 0;
  const limiter = new RequestLimiter({
    hosts: [],
    addressLimit: 1,
    trustProxy: ["2001:db8:9::1"],
    onRefused: (refusal) => void refused.push(refusal),
    steady: () => now,
  });
  const open: FakeSocket[] = [];
  const come = (address: string) => {
    const socket = new FakeSocket(address);
    open.push(socket);
    limiter.connect(socket.asSocket);
    return !socket.destroyed;
  };
  const isIn = Array.from({ length: 8 }, (_, n) => come(`2001:db8::${n + 1}`));
  assert.deepEqual(isIn.filter((is) => is).length, 6, "a /64 is one address");
  assert.ok(come("2001:db8:0:1::1"), "the next network is another");
  assert.ok(Array.from({ length: 50 }, () => come("2001:db8:9::1")).every((is) => is), "a proxy");
  assert.deepEqual([...new Set(refused.map(({ kind }) => kind))], ["connections"]);
  for (const socket of open) socket.destroy();
  for (let n = 0; n < 100; n++) if (come("2001:db8::1")) open.at(-1)?.destroy();
  assert.ok(!come("2001:db8::1"), "coming and going has an end, too");
  now += 1_000;
  assert.ok(come("2001:db8::1"));
});

Deno.test("handlers begin in turn, address by address, and those that wait are bounded", async () => {
  const turns = new FairTurns();
  const order: string[] = [];
  const { promise, resolve: finish } = Promise.withResolvers<void>();
  const done = [turns.take("x", () => promise)];
  for (const key of ["a", "a", "a", "b"]) done.push(turns.take(key, () => void order.push(key)));
  finish();
  await Promise.all(done);
  assert.deepEqual(order, ["a", "b", "a", "a"], "who asks once does not wait for who asks often");
  const stuck = Promise.withResolvers<void>();
  const first = turns.take("c", () => stuck.promise);
  const waiting = Array.from({ length: MAX_WAITING + 1 }, () => turns.take("a", () => {}));
  assert.equal(waiting.filter((turn) => turn === null).length, 1);
  const other = turns.take("b", () => {});
  assert.ok(other !== null);
  await other; // a handler that waits for somebody else holds nobody up
  stuck.resolve();
  await Promise.all([first, ...waiting]);
});

Deno.test("addresses in mind are bounded; the one that was seen last is kept", () => {
  const rates = new AddressRates({ burst: 1, perSecond: 1, steady: () => 0 });
  assert.ok(rates.take("guilty", 1));
  for (let n = 0; n < 2 * MAX_ADDRESSES; n++) {
    rates.take(`a${n}`, 1);
    if (n % 1_000 === 0) assert.ok(!rates.take("guilty", 1));
  }
  assert.equal(rates.size, MAX_ADDRESSES);
});
