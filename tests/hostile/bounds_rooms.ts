// Bounds of rooms and of what is in them: members, seats, lines, subscriptions, people who wait, decisions.
import assert from "node:assert/strict";
import {
  DEFAULT_HISTORY,
  DEFAULT_ROOM_LIMIT,
  MAX_COPY,
  MAX_WAITING,
  MAX_WAITING_PER_ADDRESS,
} from "@/protocol/limits.ts";
import { SCHEMAS } from "@/protocol/schemas.ts";
import { append, capacityOf, emptyLog, since } from "@/signaling/room/chat_log.ts";
import { RetainedChats } from "@/signaling/recovery/retained_chats.ts";
import { REAL_CLOCK } from "@/signaling/clock.ts";
import type { RoomSnapshot } from "@/signaling/recovery/room_snapshot.ts";
import { MAX_RESTRICTIONS, withRestriction } from "@/signaling/access/member_restrictions.ts";
import {
  hasDeputyPlace,
  hasHostPlace,
  MAX_BANS,
  MAX_HOSTS,
  MAX_INVITES,
  NEW_ACCESS,
  withBan,
  withDeputy,
  withHost,
} from "@/signaling/room/room_access.ts";
import { withInvite } from "@/signaling/access/invitations.ts";
import { MAX_KEYS, MAX_ROOMS, RecoveryNotes } from "@/signaling/recovery/recovery_notes.ts";
import { MAX_TOMBSTONES, Tombstones } from "@/signaling/recovery/tombstones.ts";
import { issue, remember, type Seats } from "@/signaling/room/seats.ts";
import * as v from "valibot";
import { startOwnedRoom } from "../signaling/access/access_kit.ts";
import { startDirectory } from "../signaling/room_directory_kit.ts";
import { MEDIA_OFF } from "../signaling/values.ts";
import { addressOf, type Bound, howOften } from "./bounds_kit.ts";

const wish = (room: string) => ({ room, name: "A", media: MEDIA_OFF, fresh: true });

/** Chats of rooms that were left. */
const MAX_CHATS = 500;
const MAX_GONE = 32;

/** Bounds of what a room directory holds. */
export const ROOM_BOUNDS: Record<string, Bound> = {
  "open rooms": {
    says: ["`ROOMS_LIMIT` \\(5,000\\)", "N"],
    fill: () => {
      const { directory, connection } = startDirectory({ roomsLimit: 60, addressRooms: 10 });
      const opens = (address: string, n: number) =>
        typeof connection(address).ask("room:join", wish(`r-${address}-${n}`)) !== "string";
      assert.equal(howOften(100, (n) => opens("a", n)), 10);
      assert.equal(howOften(100, (n) => opens(addressOf(n), n)), 50);
      for (let n = 0; n < 200; n++) { // sockets that are lost leave rooms in which nobody is
        const lost = connection(addressOf(1_000 + n));
        lost.ask("room:join", wish(`lost-${n}`));
        lost.drop();
      }
      assert.ok([...directory.rooms.values()].length <= 60);
    },
  },
  "members": {
    says: [DEFAULT_ROOM_LIMIT],
    fill: () => {
      const { connection } = startDirectory({ roomLimit: DEFAULT_ROOM_LIMIT });
      const joins = () => typeof connection().ask("room:join", wish("room")) !== "string";
      assert.equal(howOften(100, joins), DEFAULT_ROOM_LIMIT);
    },
  },
  "seats": {
    says: [MAX_GONE],
    fill: () => {
      let seats: Seats = [];
      for (let n = 0; n < 1_000; n++) {
        const member = `m${n}`;
        const gone = { epoch: 1, joinedAt: n, role: "guest" as const };
        seats = remember(issue(seats, member), { member, gone, until: n });
      }
      assert.equal(seats.length, MAX_GONE);
    },
  },
  "snapshots": {
    says: [MAX_COPY],
    fill: () => {
      const brings = (letters: number) =>
        v.safeParse(SCHEMAS["room:join"], { ...wish("room"), copy: "x".repeat(letters) }).success;
      assert.deepEqual([brings(MAX_COPY), brings(MAX_COPY + 1)], [true, false]);
    },
  },
  "chat lines": {
    says: [capacityOf(1), DEFAULT_HISTORY],
    fill: () => {
      let log = emptyLog({ history: 10, now: 0 });
      const from = { id: "a", name: "A" };
      const add = (saying: Parameters<typeof append>[1]["saying"]) => {
        log = append(log, { saying, from, now: 0 }).log;
      };
      for (let n = 0; n < 500; n++) {
        add({ kind: "text", id: `t${n}`, text: "x" });
        add({ kind: "joined" });
        for (const reaction of ["up", "heart"] as const) {
          add({ kind: "reacted", id: `r${n}-${reaction}`, target: `t${n}`, reaction, on: true });
        }
        if (n % 2 === 0) add({ kind: "deleted", id: `d${n}`, target: `t${n}` });
      }
      assert.ok(since(log).length > 10);
      assert.ok(since(log).length <= capacityOf(10), `${since(log).length} lines`);
    },
  },
  "chats of left rooms": {
    says: [MAX_CHATS],
    fill: () => {
      const chats = new RetainedChats({ clock: REAL_CLOCK, memoryMs: 60_000, history: 10 });
      const from = { id: "a", name: "A" };
      const { log } = append(emptyLog({ history: 10, now: 0 }), {
        saying: { kind: "text", id: "a", text: "a" },
        from,
        now: 0,
      });
      const isKept = (room: string) => since(chats.begin(room, 0)).length > 0;
      for (let n = 0; n < 10; n++) chats.keep(`b${n}`, { log, maker: "b" });
      for (let n = 0; n < 2 * MAX_CHATS; n++) chats.keep(`a${n}`, { log, maker: "a" });
      const kept = (maker: string) =>
        Array.from({ length: 2 * MAX_CHATS }, (_, n) => `${maker}${n}`).filter(isKept).length;
      assert.deepEqual([kept("a"), kept("b")], [MAX_CHATS - 10, 10], "whoever has most loses");
      chats.stop();
    },
  },
  "count subscriptions": {
    says: ["one room each"],
    fill: () => {
      const { directory, connection } = startDirectory();
      const person = connection();
      for (let n = 0; n < 1_000; n++) person.ask("room:watch", { room: `r${n}` });
      assert.equal(directory.stats().subscribers, 1);
    },
  },
  "waiting people": {
    says: [MAX_WAITING, MAX_WAITING_PER_ADDRESS],
    fill: () => {
      const { connection, host, room } = startOwnedRoom();
      host.ask("room:rules", {
        locked: true,
        rights: { mic: true, camera: true, screen: true, chat: true, files: true, record: true },
      });
      const waits = (address: string) =>
        connection(address).ask("room:join", wish(room)) === "waiting";
      assert.equal(howOften(100, () => waits("a")), MAX_WAITING_PER_ADDRESS);
      const others = howOften(100, (n) => waits(addressOf(n)));
      assert.equal(MAX_WAITING_PER_ADDRESS + others, MAX_WAITING);
    },
  },
  "invitations": {
    says: [MAX_INVITES],
    fill: () => {
      let access = NEW_ACCESS;
      const makes = (n: number) => {
        const made = withInvite(access, {
          wish: { role: "guest", hours: 1, uses: 1 },
          id: `i${n}`,
          now: 0,
        });
        access = made?.access ?? access;
        return made !== null;
      };
      assert.equal(howOften(1_000, makes), MAX_INVITES);
    },
  },
  "hosts": {
    says: [MAX_HOSTS],
    fill: () => {
      let access = NEW_ACCESS;
      const names = (n: number) => {
        if (!hasHostPlace(access)) return false;
        access = withHost(access, { hash: `h${n}`, member: `m${n}` });
        return true;
      };
      assert.equal(howOften(1_000, names), MAX_HOSTS);
    },
  },
  "deputies": {
    says: [MAX_HOSTS],
    fill: () => {
      let access = NEW_ACCESS;
      const names = (n: number) => {
        if (!hasDeputyPlace(access)) return false;
        access = withDeputy(access, { hash: `h${n}`, member: `m${n}` });
        return true;
      };
      assert.equal(howOften(1_000, names), MAX_HOSTS);
    },
  },
  "bans": {
    says: [MAX_BANS],
    fill: () => {
      let access = NEW_ACCESS;
      for (let n = 0; n < 2 * MAX_BANS; n++) {
        access = withBan(access, { member: `m${n}`, address: "", invite: null });
      }
      assert.deepEqual([access.bans.length, access.locked], [MAX_BANS, true]);
    },
  },
  "rights taken from people": {
    says: [MAX_RESTRICTIONS],
    fill: () => {
      let access = NEW_ACCESS;
      for (let n = 0; n < 2 * MAX_RESTRICTIONS; n++) {
        const who = { member: `m${n}`, address: `a${n}`, invite: null };
        access = withRestriction(access, { ...who, rights: { chat: false } });
      }
      assert.deepEqual([access.restrictions.length, access.locked], [MAX_RESTRICTIONS, true]);
    },
  },
  "ended rooms in mind": {
    says: [MAX_TOMBSTONES],
    fill: () => {
      const tombstones = new Tombstones();
      const copy = { call: 1 } as RoomSnapshot;
      for (let n = 0; n <= MAX_TOMBSTONES; n++) tombstones.add(`r${n}`, null);
      assert.equal(tombstones.size, MAX_TOMBSTONES);
      assert.ok(["r0", `r${MAX_TOMBSTONES}`].every((room) => tombstones.holds(room, copy)));
    },
  },
  "host keys shown after a restart": {
    says: [MAX_KEYS, MAX_ROOMS],
    fill: () => {
      const notes = new RecoveryNotes({ clock: REAL_CLOCK, lastsMs: 1_000 });
      const show = (room: string, n: number) => notes.noteKey(room, { hash: `h${n}`, member: "m" });
      for (let n = 0; n <= MAX_KEYS; n++) show("a", n);
      for (let n = 0; n <= MAX_ROOMS; n++) show(`r${n}`, 1);
      assert.deepEqual([notes.shownAt("a")?.size, notes.sizes[1]], [MAX_KEYS, MAX_ROOMS]);
      notes.stop();
      assert.deepEqual(notes.sizes, [0, 0, 0]);
    },
  },
};
