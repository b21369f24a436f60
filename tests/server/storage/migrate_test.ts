// What an older version kept in rooms.jsonl: every decision comes along, and doubt locks.
import assert from "node:assert/strict";
import { type ByteSource, oldLines } from "@/server/storage/rooms_jsonl.ts";
import { changed, NEW_ACCESS, type RoomAccess } from "@/signaling/room/room_access.ts";
import { AccessStore } from "@/signaling/access/access_store.ts";
import { newRoom } from "../../signaling/access/access_kit.ts";
import { DataDir } from "./kit.ts";

const LOCKED = changed(NEW_ACCESS, { locked: true, password: "salt.hash" });

function lineOf(room: string, access: unknown): string {
  return `${JSON.stringify({ at: 1_000, room, estate: access })}\n`;
}

/** The access records after the file was taken over. */
function takeOver(dir: DataDir, text: string): AccessStore {
  Deno.writeTextFileSync(`${dir.path}/rooms.jsonl`, text);
  return new AccessStore(dir.open());
}

function filesOf({ path }: DataDir): string[] {
  return [...Deno.readDirSync(path)].map(({ name }) => name).toSorted();
}

Deno.test("the newest line of each room counts, and the file is kept under another name", () => {
  using dir = new DataDir();
  const [a, b] = [newRoom().room, newRoom().room];
  const turns: RoomAccess[] = [1, 2, 3].map((turn) => ({
    ...NEW_ACCESS,
    turn,
    locked: turn === 3,
  }));
  const registry = takeOver(dir, turns.map((each) => lineOf(a, each)).join("") + lineOf(b, LOCKED));
  assert.deepEqual(registry.of(a), turns[2]);
  assert.deepEqual(registry.of(b), LOCKED);
  registry.storage.close();
  assert.deepEqual(filesOf(dir), ["rooms.db", "rooms.jsonl.migrated"]);
  assert.equal((Deno.statSync(`${dir.path}/rooms.db`).mode ?? 0) & 0o777, 0o600);
  assert.match(dir.warnings.join(), /2 rooms, 0 torn lines, 0 lines/);
});

Deno.test("a torn line locks its room, its host may open it again; a glued line is not lost", () => {
  const [a, b] = [newRoom().room, newRoom().room];
  const whole = lineOf(a, { ...NEW_ACCESS, turn: 1 });
  const torn = lineOf(a, { ...NEW_ACCESS, turn: 2, locked: true }).trimEnd();
  for (let cut = 75; cut < torn.length; cut += 9) {
    using dir = new DataDir();
    const registry = takeOver(dir, `${whole}${torn.slice(0, cut)}${lineOf(b, LOCKED)}`);
    const access = registry.of(a);
    assert.equal(access?.locked, true, `cut at ${cut}`);
    assert.equal(access?.original, true);
    assert.deepEqual(registry.of(b), LOCKED);
    registry.keep(a, changed(access ?? NEW_ACCESS, { locked: false }));
    assert.equal(new AccessStore(registry.storage).of(a)?.locked, false);
    registry.storage.close();
  }
});

Deno.test("a line of an unknown form is kept, and its room is locked", () => {
  using dir = new DataDir();
  const { room } = newRoom();
  const newer = { ...LOCKED, turn: 9, theme: "dark" };
  const odd = `{"version":2,"rooms":[]}\nnull\n`;
  const registry = takeOver(dir, lineOf(room, LOCKED) + lineOf(room, newer) + odd);
  assert.equal(registry.of(room)?.locked, true);
  assert.deepEqual(registry.storage.readAccess(room), { kind: "found", value: newer });
  assert.match(dir.warnings.join(), /1 rooms, 0 torn lines, 2 lines/);
  registry.storage.close();
});

Deno.test("a file that comes back undoes nothing that was decided since", () => {
  using dir = new DataDir();
  const { room } = newRoom();
  const old = lineOf(room, { ...NEW_ACCESS, turn: 1 });
  const first = takeOver(dir, old);
  first.keep(room, { ...LOCKED, turn: 2 });
  first.storage.close();
  const again = takeOver(dir, old);
  assert.deepEqual(again.of(room), { ...LOCKED, turn: 2 });
  again.storage.close();
});

Deno.test("a file that is there and cannot be read stops the start", () => {
  using dir = new DataDir();
  Deno.mkdirSync(`${dir.path}/rooms.jsonl`);
  assert.match(String(dir.tryOpen()), /cannot be used .* does not start without it/);
});

Deno.test("a file longer than the longest string is read to its end, a piece at a time", () => {
  const { room } = newRoom();
  const encoder = new TextEncoder();
  const filler = encoder.encode(`${"x".repeat((1 << 20) - 1)}\n`);
  const last = encoder.encode(lineOf(room, LOCKED));
  let chunks = 0;
  const source: ByteSource = {
    readSync: (buffer) => {
      const chunk = chunks++ < 560 ? filler : chunks === 561 ? last : null;
      if (chunk !== null) buffer.set(chunk);
      return chunk?.length ?? null;
    },
  };
  let lines = 0;
  let found: unknown = null;
  for (const line of oldLines(source)) {
    lines += 1;
    found = line;
  }
  assert.equal(lines, 561);
  assert.deepEqual(found, { kind: "record", room, at: 1_000, record: LOCKED });
});
