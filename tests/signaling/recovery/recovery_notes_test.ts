// What a server without a disk notes of snapshots is bounded, is void beyond its bounds, and is freed.
import assert from "node:assert/strict";
import { ADOPT_MS } from "@/signaling/recovery/call_records.ts";
import { MAX_KEYS, MAX_ROOMS, RecoveryNotes } from "@/signaling/recovery/recovery_notes.ts";
import type { RoomSnapshot } from "@/signaling/recovery/room_snapshot.ts";
import { MAX_TOMBSTONES } from "@/signaling/recovery/tombstones.ts";
import { newRoom } from "../access/access_kit.ts";
import { FakeClock, startDirectory } from "../room_directory_kit.ts";

const COPY = {
  call: 1,
  run: "r",
  tick: 1,
  at: 0,
  after: [] as string[],
} as unknown as RoomSnapshot;

const notesOf = (clock = new FakeClock()) => new RecoveryNotes({ clock, lastsMs: ADOPT_MS });

Deno.test("after three minutes nothing is left of it, and nothing is noted any more", () => {
  const first = startDirectory({});
  const { room, key } = newRoom();
  const host = first.connection();
  const { seat } = host.join(room, { host: key });
  const copy = host.take("room:state").at(-1)?.copy ?? first.directory.find(room)?.snapshot() ?? "";
  first.directory.close();
  const { directory, connection, clock } = startDirectory({}, { clock: first.clock });
  const again = connection();
  again.join(room, { seat, copy, host: key });
  const other = newRoom();
  const second = connection();
  second.join(other.room, { host: other.key });
  second.ask("room:end", {});
  assert.deepEqual(directory.recovery.notes.sizes, [1, 2, 1]);
  clock.pass(ADOPT_MS);
  assert.deepEqual(directory.recovery.notes.sizes, [0, 0, 0]);
  const late = newRoom();
  const third = connection();
  third.join(late.room, { host: late.key });
  third.ask("room:end", {});
  again.ask("room:end", {});
  assert.deepEqual(directory.recovery.notes.sizes, [0, 0, 0]);
  directory.close();
});

Deno.test("a room where more keys are shown than are noted takes no snapshot any more", () => {
  const notes = notesOf();
  const show = (room: string, n: number) => notes.noteKey(room, { hash: `h${n}`, member: null });
  for (let n = 0; n < MAX_KEYS; n++) show("a", n);
  show("a", 0); // one that is known
  assert.equal(notes.tombstones.holds("a", COPY), false);
  show("a", MAX_KEYS);
  assert.deepEqual([notes.shownAt("a")?.size, notes.tombstones.holds("a", COPY)], [MAX_KEYS, true]);
  assert.equal(notes.tombstones.holds("b", COPY), false);
});

Deno.test("the rooms beyond those that are noted take none, either", () => {
  const notes = notesOf();
  for (let n = 0; n <= MAX_ROOMS; n++) {
    notes.noteKey(`r${n}`, { hash: "h", member: null });
    if (notes.hasPlace) notes.tell(`r${n}`, { stamp: COPY, access: null });
  }
  assert.deepEqual(notes.sizes.slice(0, 2), [MAX_ROOMS, MAX_ROOMS]);
  assert.deepEqual([notes.hasPlace, notes.tombstones.holds(`r${MAX_ROOMS}`, COPY)], [false, true]);
});

Deno.test("rooms that others end do not bring back one that had ended", () => {
  const notes = notesOf();
  notes.addTombstone("ended", null);
  for (let n = 0; n < 2 * MAX_TOMBSTONES; n++) notes.addTombstone(`r${n}`, null);
  assert.equal(notes.tombstones.holds("ended", COPY), true);
  assert.equal(notes.tombstones.holds(`r${2 * MAX_TOMBSTONES - 1}`, COPY), true);
  assert.equal(notes.sizes[2], MAX_TOMBSTONES);
});
