// Pages tell each other what they measure: how often, what a hostile one can do, and what people are told.
import assert from "node:assert/strict";
import { signal } from "@preact/signals-core";
import type { Notification } from "@/call/notifications/notification.ts";
import type { Causes } from "@/call/transport/cause.ts";
import type { StatsTotals } from "@/call/transport/monitor/network_quality.ts";
import type { PageReport, PathReport } from "@/call/transport/path_report.ts";
import { LinkObserver, type LinkObserverOptions } from "@/call/weak_link/link_observer.ts";
import { fakeClock } from "../../fakes/ports.ts";
import { settled } from "../../fakes/random.ts";
import { member } from "../transport/switching_kit.ts";

function page(others: readonly string[]) {
  const clock = fakeClock();
  const sent: { id: string; report: PageReport }[] = [];
  const notified: Notification[] = [];
  const asked: number[] = [];
  const members = signal(["me", ...others].map((id) => member(id)));
  const spared = signal(0);
  let causes: Causes = new Map();
  const options = {
    clock,
    signaling: {
      request: () => {
        asked.push(clock.steady());
        return Promise.resolve({ ok: true as const, text: "", at: 0 });
      },
    },
    messages: {
      send: (id: string, _: "paths", report: PageReport) => sent.push({ id, report }) > 0,
    },
    membership: { members, self: signal("me"), phase: signal("call") },
    connections: { spared, qualities: signal(new Map()), forwarded: signal(null) },
    notify: (notification: Notification) => void notified.push(notification),
    onCauses: (now: Causes) => void (causes = now),
  } as unknown as LinkObserverOptions;
  const observer = new LinkObserver(options);
  const counted = { received: 0, lost: 0 };
  /** Two seconds of the call; `loss` of what comes from each. */
  const step = async (loss: Readonly<Record<string, number>> = {}) => {
    clock.advance(1_700);
    counted.received += 200;
    for (const id of others) {
      const lost = totalsOf(id, loss[id] ?? 0);
      observer.take(id, lost);
    }
    clock.advance(300);
    await settled();
  };
  const losses = new Map<string, number>();
  const totalsOf = (id: string, loss: number): StatsTotals => {
    losses.set(id, (losses.get(id) ?? 0) + Math.round(200 * loss));
    return {
      ...{ received: counted.received, lost: losses.get(id) ?? 0 },
      ...{ sent: counted.received, missed: 0, roundTrip: 40, reportedTrip: 40, entries: [] },
      ...{ bytes: 0, voice: null, frozen: 0, pictureBytes: 0, up: 0, down: 0 },
    };
  };
  return {
    ...{ clock, sent, notified, asked, members, spared, observer, step },
    causes: () => causes,
  };
}

function reportOf(paths: Readonly<Record<string, number>>): Record<string, unknown> {
  const all = Object.entries(paths).map(([id, loss]): PathReport => ({
    ...{ id, loss, missed: null, jitter: 5, trip: 40, rise: 0, relay: false, narrow: false },
  }));
  return { paths: all, strained: false, server: 0, forwarded: null };
}

Deno.test("what stays the same is told every six seconds, what changes at once", async () => {
  const { step, sent } = page(["b", "c"]);
  for (let n = 0; n < 8; n++) await step();
  const toB = () => sent.filter(({ id }) => id === "b").length;
  const quiet = toB();
  assert.ok(quiet >= 2 && quiet <= 4, `${quiet} in 16 s`);
  await step({ c: 0.3 });
  assert.equal(toB(), quiet + 1);
  assert.deepEqual(sent.at(-1)?.report.paths.map(({ id, loss }) => [id, loss]), [
    ["b", 0],
    ["c", 0.231],
  ]);
});

Deno.test("a weak uplink of somebody is shown, and told once", async () => {
  const call = page(["b", "c", "d"]);
  for (let n = 0; n < 20; n++) {
    call.observer.hear("c", reportOf({ me: 0, b: 0.2, d: 0 }));
    call.observer.hear("d", reportOf({ me: 0, b: 0.2, c: 0 }));
    await call.step({ b: 0.2 });
    if (n === 5) assert.deepEqual([...call.causes()], [["b", "their.uplink"]]);
  }
  assert.deepEqual(call.notified, [{ kind: "weakLink", cause: "their.uplink", name: "b" }]);
});

Deno.test("the server is asked how far it is seldom, and more often while something is wrong", async () => {
  const call = page(["b"]);
  for (let n = 0; n < 15; n++) await call.step();
  assert.ok(call.asked.length <= 2, `${call.asked.length} questions in 30 s of a good call`);
  const before = call.asked.length;
  for (let n = 0; n < 6; n++) await call.step({ b: 0.3 });
  assert.ok(call.asked.length - before >= 2, "asked while something is wrong");
});

Deno.test("a flood of reports is not read, and one of somebody who left is forgotten", async () => {
  const call = page(["b", "c", "d"]);
  for (let n = 0; n < 4; n++) call.observer.hear("b", reportOf({ me: 0, c: 0, d: 0 }));
  for (let n = 0; n < 1_000; n++) call.observer.hear("b", reportOf({ me: 1, c: 1, d: 1 }));
  for (let n = 0; n < 4; n++) await call.step();
  assert.deepEqual([...call.causes()], [], "what was read first counts");
  call.observer.hear("x", reportOf({ me: 1, b: 1 }));
  call.members.value = call.members.value.filter(({ id }) => id !== "b");
  for (let n = 0; n < 4; n++) await call.step();
  assert.deepEqual([...call.causes()], []);
});

Deno.test("a computer that does not keep up is told to the others", async () => {
  const call = page(["b"]);
  for (let n = 0; n < 3; n++) await call.step();
  call.spared.value = 1;
  await call.step();
  assert.equal(call.sent.at(-1)?.report.strained, true);
  for (let n = 0; n < 3; n++) await call.step();
  assert.deepEqual([...call.causes()], [["me", "own.cpu"]]);
});

Deno.test("a call of more people than a report may name goes without", async () => {
  const call = page(Array.from({ length: 17 }, (_, n) => `p${n}`));
  for (let n = 0; n < 5; n++) await call.step();
  assert.deepEqual(call.sent, []);
});
