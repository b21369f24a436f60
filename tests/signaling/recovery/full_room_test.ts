// A room at all its bounds comes back after a restart like any other: its snapshot fits into a message.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { MAX_NAME, MAX_SEALED_TITLE } from "@/protocol/limits.ts";
import { RIGHTS } from "@/protocol/rights.ts";
import { MAX_RESTRICTIONS } from "@/signaling/access/member_restrictions.ts";
import { pack, unpack } from "@/signaling/recovery/packed_json.ts";
import { readSnapshot, sealSnapshot } from "@/signaling/recovery/room_snapshot.ts";
import { emptyLog } from "@/signaling/room/chat_log.ts";
import type { Room } from "@/signaling/room/room.ts";
import {
  MAX_BANS,
  MAX_EARLIER,
  MAX_HOSTS,
  MAX_INVITES,
  NEW_ACCESS,
  type RoomAccess,
} from "@/signaling/room/room_access.ts";
import type { RoomValues } from "@/signaling/room/room_values.ts";
import type { Seat } from "@/signaling/room/seats.ts";
import { ServerCrypto } from "@/signaling/server_crypto.ts";

const NOW = Date.UTC(2030, 0, 1);
/** Empty seats that a room keeps. */
const GONE = 32;
const RUNS = 8;
const NONE = { mic: false, camera: false, screen: false, chat: false, files: false, record: false };
const ALL_ON = { mic: false, camera: false, screen: false, screenAudio: false };

const id = () => randomBytes(16).toString("base64url");
const many = <T>(count: number, make: (n: number) => T) =>
  Array.from({ length: count }, (_, n) => make(n));
const from = () => ({ address: id(), invite: id() });

function fullAccess(): RoomAccess {
  const hosts = () =>
    many(MAX_HOSTS, () => ({ hash: randomBytes(32).toString("base64url"), member: id() }));
  return {
    ...NEW_ACCESS,
    ...{
      turn: 1e9,
      hosts: hosts(),
      deputies: hosts().map((deputy) => ({ ...deputy, earlier: many(MAX_EARLIER, id) })),
      rights: NONE,
      password: "x".repeat(120),
    },
    title: "x".repeat(MAX_SEALED_TITLE),
    bans: many(MAX_BANS, () => ({ member: id(), ...from() })),
    restrictions: many(MAX_RESTRICTIONS, () => ({ member: id(), ...from(), rights: RIGHTS })),
    invites: many(MAX_INVITES, () => ({ id: id(), role: "deputy", until: NOW, left: 1_000 })),
  };
}

/** As many members as `limit` allows, as many hosts beside them, and everything else that fits. */
function fullRoom(limit: number): RoomValues {
  const members = many(2 * limit, (n) => ({
    ...{ id: id(), epoch: 100_000, name: "😀".repeat(MAX_NAME), media: ALL_ON, joinedAt: NOW + n },
    ...{ away: false, hand: NOW, role: "member" as const, rights: NONE },
    ...{ recording: NOW + n, consent: { told: NOW, agrees: false } },
  }));
  const seat = (member: string): Seat => ({
    ...{ member, turn: 100_000, until: Infinity, attestedFrom: null, gone: null, origin: from() },
  });
  const gone = { epoch: 100_000, joinedAt: NOW, role: "member" as const, rights: NONE };
  const room: Room = { name: "ы".repeat(64), version: NOW, members, access: fullAccess() };
  return {
    ...{ room, log: emptyLog({ history: 1, now: NOW }), call: NOW, base: null },
    seats: [...members.map((one) => seat(one.id)), ...many(GONE, () => ({ ...seat(id()), gone }))],
    after: many(RUNS, id),
    inherited: new Map(),
  };
}

function again(values: RoomValues, { isDurable }: { isDurable: boolean }) {
  const crypto = new ServerCrypto(randomBytes(32));
  const sealed = sealSnapshot(crypto, values, { run: id(), tick: 1e6, at: NOW, isDurable });
  return readSnapshot(crypto, sealed, values.room.name);
}

const shapeOf = ({ seats }: RoomValues) =>
  seats.map(({ member, turn, gone, origin }) => ({ member, turn, gone, origin }));

for (const isDurable of [true, false]) {
  const where = isDurable ? "with a disk" : "without a disk";
  Deno.test(`a room of eight at all its bounds keeps everything, ${where}`, () => {
    const values = fullRoom(8);
    const { room, seats } = again(values, { isDurable }) ?? {};
    const access = isDurable ? null : values.room.access;
    assert.deepEqual(room, { ...values.room, access });
    assert.deepEqual(seats, shapeOf(values));
  });

  Deno.test(`a room of fifty at all its bounds keeps its people and opens to nobody, ${where}`, () => {
    const values = fullRoom(50);
    const { room, seats } = again(values, { isDurable }) ?? {};
    // Whoever records says so again; nobody is recorded who has not answered anew.
    const silent = values.room.members.map(({ recording: _, consent: __, ...member }) => member);
    assert.deepEqual(room?.members, silent);
    if (isDurable) return assert.deepEqual(seats, shapeOf(values));
    assert.deepEqual(seats, shapeOf(values).filter(({ gone }) => gone === null));
    const { access } = values.room;
    const less = { invites: [], restrictions: [], bans: [], locked: true };
    assert.deepEqual(room?.access, { ...access, ...less });
  });
}

Deno.test("packed data is what it was, whatever its keys and gaps", () => {
  const values = [null, 0, "", [], {}, [[]], {
    a: [{}, { b: 1 }, { b: null }, { b: 1, c: [0, 1] }],
  }, {
    shapes: [1],
    packed: { shapes: [] },
  }];
  for (const value of values) {
    assert.deepEqual(unpack(JSON.parse(JSON.stringify(pack(value)))), value);
  }
});
