// What hosts decided, on disk: nothing is lost by a kill, and nothing stops the server.
import assert from "node:assert/strict";
import { type EstateDisk, estateFile } from "@/estate_file.ts";
import { changed, type Estate, NEW_ESTATE } from "@/signaling/estates/estate.ts";

function start(files: Map<string, string>, { broken = false, now = 1_000 } = {}) {
  const warnings: string[] = [];
  const disk: EstateDisk = {
    readTextFile: (path) => {
      const text = files.get(path);
      if (text === undefined) throw new Deno.errors.NotFound();
      return text;
    },
    writeTextFile: (path, text, { append, mode }) => {
      if (broken) throw new Deno.errors.PermissionDenied();
      assert.equal(mode, 0o600);
      files.set(path, append ? (files.get(path) ?? "") + text : text);
    },
    rename: (from, to) => {
      files.set(to, files.get(from) ?? "");
      files.delete(from);
    },
  };
  const onWarning = (sentence: string) => void warnings.push(sentence);
  return { warnings, shelf: estateFile({ dataDir: "data", disk, onWarning, now: () => now }) };
}

const LOCKED: Estate = changed(NEW_ESTATE, { locked: true, password: "salt.hash" });

Deno.test("the newest of each room comes back, and the file does not grow for ever", () => {
  const files = new Map<string, string>();
  const { shelf } = start(files);
  for (let turn = 1; turn <= 50; turn++) shelf.save("ala", { ...NEW_ESTATE, turn });
  shelf.save("too", LOCKED);
  const again = start(files).shelf;
  assert.deepEqual([...again.load()], [["ala", { ...NEW_ESTATE, turn: 50 }], ["too", LOCKED]]);
  assert.equal(files.get("data/rooms.jsonl")?.split("\n").length, 3);
  assert.deepEqual([...start(files).shelf.load()].length, 2);
});

Deno.test("a line that was torn by a kill, or written by another program, is left out", () => {
  const files = new Map<string, string>();
  start(files).shelf.save("ala", LOCKED);
  const whole = files.get("data/rooms.jsonl") ?? "";
  for (let cut = 0; cut < whole.length - 1; cut += 7) {
    files.set(
      "data/rooms.jsonl",
      `${whole}{"at":1,"room":"x","estate":{}}\nnull\n${whole.slice(0, cut)}`,
    );
    assert.deepEqual([...start(files).shelf.load()], [["ala", LOCKED]]);
  }
});

Deno.test("a room in which nothing was decided for half a year is forgotten", () => {
  const files = new Map<string, string>();
  start(files).shelf.save("ala", LOCKED);
  assert.deepEqual([...start(files, { now: 181 * 24 * 3_600_000 }).shelf.load()], []);
});

Deno.test("a disk that cannot be written is told of once, and stops nothing", () => {
  const { shelf, warnings } = start(new Map(), { broken: true });
  for (let n = 0; n < 3; n++) shelf.save("ala", LOCKED);
  assert.equal(warnings.length, 1);
  assert.match(warnings[0] ?? "", /data\/rooms\.jsonl cannot be written/);
});
