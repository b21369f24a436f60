// Bounds of a process among several.
import assert from "node:assert/strict";
import { Edges, MAX_WAITING } from "@/signaling/cluster/edges.ts";
import { MAX_CALLS, PendingCalls } from "@/signaling/cluster/pending_calls.ts";
import { MAX_IN_FLIGHT, ProcessLinks } from "@/signaling/cluster/process_links.ts";
import { MAX_CLAIMS, MAX_PLACES, RoomClaims } from "@/signaling/cluster/room_claims.ts";
import { connectionOf } from "@/signaling/room/connection.ts";
import { FakeShared, FakeStore } from "../signaling/cluster/fake_store.ts";
import { FakeClock } from "../signaling/room_directory_kit.ts";
import { type Bound, howOften } from "./bounds_kit.ts";

function claimsOf(store: FakeStore): RoomClaims {
  return new RoomClaims({
    ...{ store, clock: new FakeClock(), isAlone: () => false, isUsed: () => true },
    ...{ onClaimed: () => {}, onConfirmed: () => {}, onLost: () => {} },
  });
}

export const CLUSTER_BOUNDS: Record<string, Bound> = {
  "rooms that a process claims": {
    says: [MAX_CLAIMS],
    fill: async () => {
      const claims = claimsOf(new FakeStore(new FakeShared(), "one"));
      for (let n = 0; n < MAX_CLAIMS; n++) await claims.find(`room-${n}`);
      assert.equal(await claims.find("one-more"), "full");
      assert.equal(claims.size, MAX_CLAIMS);
    },
  },
  "rooms of others in mind": {
    says: [MAX_PLACES],
    fill: async () => {
      const shared = new FakeShared();
      const other = new FakeStore(shared, "other");
      await other.renew(1_000_000);
      const claims = claimsOf(new FakeStore(shared, "one"));
      for (let n = 0; n <= MAX_PLACES; n++) {
        await other.claim(`room-${n}`);
        await claims.find(`room-${n}`);
      }
      assert.equal(claims.knownPlace("room-0"), undefined);
      assert.notEqual(claims.knownPlace("room-1"), undefined);
    },
  },
  "events that wait for a room": {
    says: [MAX_WAITING],
    fill: () => {
      const edges = new Edges({ links: { send: () => {} }, clock: new FakeClock() });
      const sink = { notify: () => {}, heardAt: () => 0, drop: () => {} };
      const { turns } = edges.of(connectionOf(sink, { address: "", host: "" }));
      turns.take(() => {}); // looks for its room, and finds none
      assert.equal(howOften(1_000, () => turns.take(() => {})), MAX_WAITING);
    },
  },
  "calls to other processes": {
    says: [MAX_CALLS],
    fill: () => {
      const calls = new PendingCalls(new FakeClock());
      assert.equal(howOften(100_000, () => calls.begin("other", () => {}) !== null), MAX_CALLS);
      calls.broken("other");
      assert.equal(calls.size, 0);
    },
  },
  "texts on their way to a process": {
    says: [MAX_IN_FLIGHT],
    fill: async () => {
      const broken: string[] = [];
      let letters = 0;
      const links = new ProcessLinks({
        store: {
          process: "one",
          publish: (_, text) => {
            letters += text.length;
            return new Promise(() => {}); // Redis takes nothing more
          },
        },
        ...{ clock: new FakeClock(), randomId: () => "s", isNeeded: () => true },
        ...{ onMessage: () => {}, onBroken: (process) => void broken.push(process) },
      });
      const payload = "x".repeat(60_000);
      for (let n = 0; broken.length === 0 && n < 10_000; n++) {
        links.notify("other", n, { event: "chat:line", payload: { payload } });
        await Promise.resolve();
      }
      assert.deepEqual(broken, ["other"]);
      assert.ok(letters <= MAX_IN_FLIGHT && letters > MAX_IN_FLIGHT - 100_000, String(letters));
    },
  },
};
