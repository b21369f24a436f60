// The data file under what happens to files: kills, full disks, two processes, damage, other rights.
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { changed, NEW_ACCESS } from "@/signaling/room/room_access.ts";
import { AccessStore } from "@/signaling/access/access_store.ts";
import { newRoom } from "../../signaling/access/access_kit.ts";
import { DataDir } from "./kit.ts";

const LOCKED = changed(NEW_ACCESS, { locked: true });

/** A process that locks rooms and says each one that was saved; it may touch the data folder only. */
function startWriter({ path }: DataDir, { prefix, count }: { prefix: string; count: number }) {
  return new Deno.Command(Deno.execPath(), {
    args: [
      ...[
        "run",
        "--no-check",
        "--no-prompt",
        `--allow-read=${path}`,
        `--allow-write=${path}`,
        "--allow-env",
      ],
      ...[new URL("writer.ts", import.meta.url).href, path, prefix, String(count)],
    ],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
}

/** Whole lines of a stream; `onLine` may act on each. */
async function linesOf(
  stream: ReadableStream<Uint8Array>,
  onLine: (count: number) => void = () => {},
): Promise<string[]> {
  const lines: string[] = [];
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of stream) {
    const parts = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = parts.pop() ?? "";
    lines.push(...parts);
    onLine(lines.length);
  }
  return lines;
}

function assertLocked(dir: DataDir, rooms: string[]): void {
  const storage = dir.open();
  const registry = new AccessStore(storage);
  const open = rooms.filter((room) => registry.of(room)?.password !== `${room}.hash`);
  assert.deepEqual(open, []);
  storage.close();
}

Deno.test("SIGKILL in the middle of writing: every decision that was confirmed is there", async () => {
  using dir = new DataDir();
  const confirmed: string[] = [];
  for (const prefix of ["a", "b", "c"]) {
    const writer = startWriter(dir, { prefix, count: 90_000 });
    let alive = true;
    confirmed.push(
      ...await linesOf(writer.stdout, (count) => {
        if (alive && count >= 300) writer.kill("SIGKILL");
        alive &&= count < 300;
      }),
    );
    assert.equal((await writer.status).signal, "SIGKILL");
    assertLocked(dir, confirmed);
  }
  assert.ok(confirmed.length >= 900);
});

Deno.test("two processes on one file: both go on, and nothing of either is lost", async () => {
  using dir = new DataDir();
  const writers = ["a", "b"].map((prefix) => startWriter(dir, { prefix, count: 400 }));
  const confirmed = await Promise.all(writers.map(({ stdout }) => linesOf(stdout)));
  for (const { status } of writers) assert.equal((await status).code, 0);
  assertLocked(dir, confirmed.flat());
  assert.equal(confirmed.flat().length, 800);
});

Deno.test("what another process decides is seen, and no older state takes its place", () => {
  using dir = new DataDir();
  const { room } = newRoom();
  const [one, two] = [new AccessStore(dir.open()), new AccessStore(dir.open())];
  one.keep(room, LOCKED);
  assert.deepEqual(two.of(room), LOCKED);
  two.keep(room, changed(LOCKED, { password: "salt.hash" }));
  assert.equal(one.of(room)?.password, "salt.hash");
  assert.equal(one.keep(room, LOCKED)?.password, "salt.hash");
  for (const registry of [one, two]) assert.equal(registry.of(room)?.password, "salt.hash");
  for (const { storage } of [one, two]) storage.close();
});

Deno.test("a full disk: what was saved stays, the next decision is refused aloud, then kept", () => {
  using dir = new DataDir();
  const names = Array.from({ length: 2_000 }, () => newRoom().room);
  const first = dir.open({ maxPages: 60 });
  const registry = new AccessStore(first);
  const saved = names.filter((room) => {
    registry.keep(room, { ...LOCKED, password: "x".repeat(200) });
    return registry.isSaved(room);
  });
  registry.close();
  first.close();
  assert.ok(saved.length > 100 && saved.length < 1_500, `${saved.length} saved`);
  assert.match(dir.warnings.join(), /cannot be read or written \(database or disk is full/);
  assert.equal(dir.warnings.length, 1, "said once a minute");

  const later = dir.open();
  const again = new AccessStore(later);
  for (const room of saved) assert.equal(again.of(room)?.locked, true);
  const [one = ""] = names.filter((room) => !saved.includes(room));
  again.keep(one, LOCKED);
  assert.ok(again.isSaved(one));
  later.close();
});

Deno.test("the file ends at its bound, whatever is decided how often", () => {
  using dir = new DataDir();
  const storage = dir.open();
  const { room } = newRoom();
  const record = { ...LOCKED, password: "x".repeat(15_000) };
  for (let turn = 0; turn < 3_000; turn++) {
    storage.saveAccess({ room, record: { ...record, turn }, decided: true });
  }
  const bytes = [...Deno.readDirSync(dir.path)]
    .reduce((sum, { name }) => sum + Deno.statSync(`${dir.path}/${name}`).size, 0);
  assert.ok(bytes < 12_000_000, `${bytes} bytes after 45 MB of decisions`);
  storage.close();
});

Deno.test("a damaged file, a newer program's, and one that may not be looked at stop the start", () => {
  const damages: ((path: string) => void)[] = [
    (path) => Deno.writeTextFileSync(path, "no database ".repeat(1_000)),
    (path) => {
      const db = new DatabaseSync(path);
      db.exec("PRAGMA user_version = 99");
      db.close();
    },
    (path) => {
      Deno.removeSync(path);
      Deno.mkdirSync(path);
    },
    (path) => {
      const db = new DatabaseSync(path);
      db.exec("DROP TABLE access");
      db.close();
    },
  ];
  for (const damage of damages) {
    using dir = new DataDir();
    dir.open().close();
    damage(`${dir.path}/rooms.db`);
    assert.match(
      String(dir.tryOpen()),
      /^\S+rooms\.db cannot be used \(.+\)\. The server does not/,
    );
  }
});

Deno.test("a record damaged inside a sound file locks its room and is not written over", () => {
  using dir = new DataDir();
  const { room } = newRoom();
  const storage = dir.open();
  new AccessStore(storage).keep(room, LOCKED);
  const db = new DatabaseSync(`${dir.path}/rooms.db`);
  db.exec(`UPDATE access SET record = '{"turn":'`);
  const registry = new AccessStore(storage);
  assert.equal(registry.of(room)?.locked, true);
  registry.keep(room, { ...NEW_ACCESS, turn: 50 });
  assert.equal(registry.of(room)?.locked, true);
  assert.equal(db.prepare("SELECT record FROM access").get()?.record, '{"turn":');
  assert.ok(!dir.warnings.join().includes(room), "no room in the log");
  db.close();
  registry.close();
  storage.close();
});

Deno.test("no folder can be made: with SECRET the server does not start, without it says what is lost", () => {
  using dir = new DataDir();
  Deno.writeTextFileSync(`${dir.path}/file`, "");
  const dataDir = `${dir.path}/file/data`;
  assert.match(String(dir.tryOpen({ dataDir, required: true })), /With SECRET set.* DATA_DIR/);
  const storage = dir.open({ dataDir });
  assert.match(dir.warnings.join(), /what hosts decide ends with this process/);
  assert.equal(storage.saveAccess({ room: "a", record: LOCKED, decided: true }), "saved");
});

Deno.test("a folder that is not there is made, for its owner only", () => {
  using dir = new DataDir();
  const dataDir = `${dir.path}/deep/data`;
  dir.open({ dataDir, required: true }).close();
  assert.equal((Deno.statSync(dataDir).mode ?? 0) & 0o777, 0o700);
  assert.deepEqual(dir.warnings, []);
});

Deno.test("as many decided rooms as may be, with a disk or without: the operator is told once", () => {
  using dir = new DataDir();
  Deno.writeTextFileSync(`${dir.path}/file`, "");
  for (const dataDir of [dir.path, `${dir.path}/file/data`]) {
    dir.warnings.length = 0;
    const storage = dir.open({ dataDir, bounds: { decided: 1 } });
    const saved = ["a", "b", "c"].map((room) =>
      storage.saveAccess({ room, record: LOCKED, decided: true })
    );
    assert.deepEqual(saved, ["saved", "full", "full"]);
    assert.equal(
      dir.warnings.filter((line) => /as many rooms with decisions/.test(line)).length,
      1,
    );
    storage.close();
  }
});
