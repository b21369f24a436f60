// What happened in a call: noted from its signals, bounded, and told without names or addresses.
import assert from "node:assert/strict";
import { signal } from "@preact/signals-core";
import { CallHistory, type CallHistoryOptions } from "@/call/call_report/call_history.ts";
import { EventLog, MOST_EVENTS } from "@/call/call_report/event_log.ts";
import { Scope } from "@/call/scope.ts";
import { Connections } from "@/call/transport/connections.ts";
import type { StatsTotals } from "@/call/transport/monitor/network_quality.ts";
import { fakeClock } from "../../fakes/ports.ts";
import { settled, until } from "../../fakes/random.ts";
import { member } from "../transport/switching_kit.ts";

const SURROUNDINGS = { agent: "Browser 1", languages: ["ky"], secure: true };

function totals(received: number, lost: number): StatsTotals {
  return {
    ...{ received, lost, sent: received, missed: 0, roundTrip: 40, reportedTrip: 40, entries: [] },
    ...{ bytes: 0, voice: null, frozen: 0, pictureBytes: 0, up: 0, down: 0 },
  };
}

function call() {
  const clock = fakeClock();
  const scope = new Scope();
  const connections = new Connections();
  const members = signal([member("me-Асан"), member("id-Гүлнар")]);
  const [phase, online, self] = [signal("call"), signal(true), signal<string | null>("me-Асан")];
  const flags = signal({ mic: true, camera: false });
  const history = new CallHistory({
    ...{ scope, clock, connections },
    membership: { members, self, phase, online },
    media: { flags, problems: signal({}) },
    transport: { report: () => Promise.resolve(new Map() as unknown as RTCStatsReport) },
  } as unknown as CallHistoryOptions);
  const count = async (received: number, lost = 0) => {
    for (const hear of connections.listeners) hear("id-Гүлнар", totals(received, lost));
    await import("@/call/call_report/call_recorder.ts");
    await settled();
  };
  const report = async () => {
    let text: string | null | undefined;
    void history.report(SURROUNDINGS).then((made) => text = made);
    await until(() => {
      clock.advance(500);
      return text !== undefined;
    });
    return text ?? null;
  };
  return { clock, scope, connections, members, online, flags, self, count, report };
}

Deno.test("before the first statistics there is nothing, and nothing was fetched", async () => {
  assert.equal(await call().report(), null);
});

Deno.test("what happens is told in order, and names nobody", async () => {
  const { clock, connections, online, flags, count, report, members } = call();
  await count(100);
  clock.advance(61_500);
  online.value = false;
  clock.advance(1_000);
  online.value = true;
  flags.value = { mic: false, camera: true };
  connections.states.value = new Map([["id-Гүлнар", "broken"]]);
  await count(300, 0);
  await count(500, 50);
  connections.qualities.value = new Map([["id-Гүлнар", "poor"]]);
  connections.causes.value = new Map([["id-Гүлнар", "their.uplink"]]);
  members.value = members.value.slice(0, 1);
  const text = await report() ?? "";
  const told = [
    "own devices: mic on",
    "0:01:01.5 server: lost",
    "0:01:02.5 server: connected",
    "0:01:02.5 own devices: camera on",
    "person 2: connection broken",
    "person 2: lost 20.0 % from there",
    "person 2: quality poor",
    "person 2: cause their.uplink",
    "person 2: member gone",
  ];
  const places = told.map((line) => text.indexOf(line));
  assert.ok(places.every((place) => place >= 0), `${told[places.indexOf(-1)]}\n${text}`);
  const inOrder = told.filter((line) => !line.includes("lost 20"));
  const order = inOrder.map((line) => text.indexOf(line));
  assert.deepEqual(order, order.toSorted((a, b) => a - b));
  assert.ok(text.includes("browser: Browser 1"));
  assert.ok(!/Асан|Гүлнар/.test(text), "no names, and no ids");
});

Deno.test("another call begins with an empty log, and a page that is gone notes nothing", async () => {
  const { self, count, report, scope, online } = call();
  await count(100);
  online.value = false;
  self.value = "other";
  await count(100);
  const text = await report() ?? "";
  assert.ok(text.includes("server: lost") && !text.includes("server: connected"), text);
  scope.dispose();
  assert.equal(await report(), null);
});

Deno.test("a log keeps the newest lines, each one line, and as many numbers of people", () => {
  const log = new EventLog();
  for (let n = 0; n < MOST_EVENTS + 10; n++) log.note(n, `line ${n}`);
  assert.equal(log.events.length, MOST_EVENTS);
  assert.equal(log.forgotten, 10);
  log.note(0, `a\nb\u202ec${"x".repeat(999)}`);
  const last = log.events.at(-1)?.text ?? "";
  assert.ok(last.startsWith("a b c") && last.length <= 200);
  for (let n = 0; n < 5_000; n++) log.nameOf(`id ${n}`);
  assert.equal(log.nameOf("id 3"), "person 4");
  assert.equal(log.nameOf("one more"), `person ${MOST_EVENTS + 1}`);
});
