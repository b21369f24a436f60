// Bounds of what outlives a call, and of guessing: records, the file, wrong tries, passwords.
import assert from "node:assert/strict";
import {
  AttemptLimiter,
  MAX_ADDRESSES,
  ROOMS_PER_ADDRESS,
  TRIES_PER_ADDRESS,
} from "@/signaling/access/attempt_limiter.ts";
import { FairQueue } from "@/signaling/access/fair_queue.ts";
import {
  CreationLimiter,
  ROOMS_PER_DAY,
  ROOMS_PER_MINUTE,
} from "@/signaling/access/creation_limiter.ts";
import { hashPassword } from "@/signaling/access/passwords.ts";
import { NEW_ACCESS } from "@/signaling/room/room_access.ts";
import { WriteBudget } from "@/signaling/access/write_budget.ts";
import { MemoryStorage } from "@/signaling/memory_storage.ts";
import { DISK_BOUNDS } from "@/signaling/storage.ts";
import { newRoom } from "../signaling/access/access_kit.ts";
import { DataDir } from "../server/storage/kit.ts";
import { addressOf, type Bound, howOften } from "./bounds_kit.ts";

const record = { ...NEW_ACCESS, locked: true };
const MINUTE_MS = 60_000;
/** Checks of one address that may wait, and addresses with any. */
const OWN_CHECKS = 5;
const CHECKING = 64;

/** Bounds of records and guesses. */
export const STORAGE_BOUNDS: Record<string, Bound> = {
  "access records": {
    says: [ROOMS_PER_MINUTE, ROOMS_PER_DAY, DISK_BOUNDS.decided, DISK_BOUNDS.undecided],
    fill: () => {
      const makers = new CreationLimiter();
      assert.equal(howOften(1_000, () => makers.take("a", 0)), ROOMS_PER_MINUTE);
      let made = ROOMS_PER_MINUTE;
      for (let minute = 1; minute < 100; minute++) {
        made += howOften(100, () => makers.take("a", minute * MINUTE_MS));
      }
      assert.equal(made, ROOMS_PER_DAY);
      assert.ok(makers.take("b", 0));
      using dir = new DataDir();
      for (const bounds of [{ decided: 20, undecided: 5 }]) {
        for (const storage of [new MemoryStorage(bounds), dir.open({ bounds })]) {
          const saves = (decided: boolean) => (n: number) =>
            storage.saveAccess({ room: `${decided}-${n}`, record, decided }) === "saved";
          assert.equal(howOften(100, saves(true)), bounds.decided);
          assert.equal(howOften(100, saves(false)), 100, "others push out their own kind");
          for (let n = 0; n < bounds.decided; n++) {
            assert.equal(storage.readAccess(`true-${n}`).kind, "found", "nothing decided goes");
          }
          const kept = howOften(100, (n) => storage.readAccess(`false-${99 - n}`).kind === "found");
          assert.equal(kept, bounds.undecided);
          storage.close();
        }
      }
    },
  },
  "the data file": {
    says: ["2 writes a second", "8 GiB"],
    fill: () => {
      const budget = new WriteBudget();
      howOften(1_000, () => budget.take("room", 0));
      assert.equal(howOften(1_000, () => budget.take("room", 1_000)), 2);
      using dir = new DataDir();
      const storage = dir.open({ maxPages: 60 });
      const saves = () =>
        storage.saveAccess({ room: newRoom().room, record, decided: true }) === "saved";
      assert.ok(howOften(5_000, saves) < 5_000, "a full file refuses aloud");
      storage.close();
      const size = Deno.statSync(`${dir.path}/rooms.db`).size;
      assert.ok(size <= 60 * 4_096, `${size} bytes`);
    },
  },
  "calls on record": {
    says: [DISK_BOUNDS.calls],
    fill: () => {
      using dir = new DataDir();
      const bounds = { calls: 10 };
      for (const storage of [new MemoryStorage(bounds), dir.open({ bounds })]) {
        for (let n = 0; n < 100; n++) {
          const call = { room: `r${n}`, number: n + 1, openedAt: 0, ended: false, members: [] };
          assert.equal(storage.saveCall(call), "saved");
        }
        assert.equal([...storage.calls()].length, bounds.calls);
        storage.close();
      }
    },
  },
  "wrong tries": {
    says: [TRIES_PER_ADDRESS, ROOMS_PER_ADDRESS, MAX_ADDRESSES],
    fill: () => {
      const attempts = new AttemptLimiter();
      const tries = (room: string, address: string) => attempts.take({ room, address }, 0);
      assert.equal(howOften(100, () => tries("r0", "a")), TRIES_PER_ADDRESS);
      assert.equal(howOften(100, (n) => tries(`r${n + 1}`, "a")), ROOMS_PER_ADDRESS - 1);
      for (let n = 0; n < MAX_ADDRESSES + 100; n++) tries("r0", addressOf(n));
      assert.equal(attempts.size, MAX_ADDRESSES);
    },
  },
  "passwords being checked": {
    says: [OWN_CHECKS, CHECKING, 2],
    fill: async () => {
      const own = Array.from({ length: OWN_CHECKS + 3 }, () => hashPassword("password", "a"));
      const refused = (await Promise.all(own)).filter((hash) => hash === null).length;
      assert.equal(refused, 2, "one is checked and five wait");
      const queue = new FairQueue({ atOnce: 2, maxOwn: OWN_CHECKS, maxOwners: CHECKING });
      const { promise, resolve } = Promise.withResolvers<void>();
      const all = Array.from({ length: 200 }, (_, n) => queue.run(addressOf(n), () => promise));
      resolve();
      const done = (await Promise.all(all)).filter((result) => result === null).length;
      assert.equal(200 - done, 2 + CHECKING);
    },
  },
};
