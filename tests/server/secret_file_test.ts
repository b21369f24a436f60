// The server's secret: where it comes from, and that no disk can stop the server.
import assert from "node:assert/strict";
import { type FileSystem, KEY_FILE, loadSecret } from "@/server/secret_file.ts";

const NONE = { secret: "", dataDir: "data" };
const PATH = `data/${KEY_FILE}`;

/** A disk with these files; `broken` operations fail as on a disk that is full or read-only. */
function disk(files: Record<string, string>, ...broken: (keyof FileSystem)[]) {
  const modes: Record<string, number> = {};
  const guard = (operation: keyof FileSystem) => {
    if (broken.includes(operation)) throw new Deno.errors.PermissionDenied(operation);
  };
  const fake: FileSystem = {
    readTextFile: (path) => {
      guard("readTextFile");
      if (files[path] === undefined) throw new Deno.errors.NotFound(path);
      return files[path];
    },
    writeTextFile: (path, text, { mode }) => {
      guard("writeTextFile");
      files[path] = text;
      modes[path] = mode;
    },
    rename: (from, to) => {
      guard("rename");
      files[to] = files[from] ?? "";
      modes[to] = modes[from] ?? 0;
      delete files[from];
    },
    mkdir: () => guard("mkdir"),
  };
  return { fake, files, modes };
}

Deno.test("SECRET comes before any file, and no disk is touched", () => {
  const { fake, files } = disk({}, "readTextFile", "writeTextFile", "mkdir");
  const given = { secret: "a secret of my own", dataDir: "data" };
  assert.deepEqual(loadSecret(given, fake), { value: "a secret of my own", warning: null });
  assert.deepEqual(files, {});
});

Deno.test("the first start makes a secret that only its owner can read; later ones find it", () => {
  const { fake, files, modes } = disk({});
  const first = loadSecret(NONE, fake);
  assert.equal(first.warning, null);
  assert.match(first.value, /^[\w-]{43}$/);
  assert.deepEqual(Object.keys(files), [PATH]);
  assert.equal(modes[PATH], 0o600);
  assert.deepEqual(loadSecret(NONE, fake), first);
  assert.notEqual(loadSecret(NONE, disk({}).fake).value, first.value);
});

Deno.test("a torn file is replaced, and the server says what that means", () => {
  for (
    const torn of ["", "abc", "\0".repeat(43), "x".repeat(42), "x".repeat(44), "a b".repeat(15)]
  ) {
    const { fake, files } = disk({ [PATH]: torn });
    const { value, warning } = loadSecret(NONE, fake);
    assert.match(warning ?? "", /secret\.key was damaged/);
    assert.equal(files[PATH], `${value}\n`);
    assert.deepEqual(loadSecret(NONE, fake), { value, warning: null });
  }
});

Deno.test("on a disk that takes nothing the server runs with a secret of this run, and says so", () => {
  for (const operation of ["writeTextFile", "rename", "mkdir"] as const) {
    const { fake } = disk({}, operation);
    const { value, warning } = loadSecret(NONE, fake);
    assert.match(value, /^[\w-]{43}$/);
    assert.match(
      warning ?? "",
      /cannot be written: rooms will not outlive a restart.*DATA_DIR.*SECRET/,
    );
  }
  const { fake } = disk({ [PATH]: "x".repeat(43) }, "readTextFile", "writeTextFile");
  assert.match(loadSecret(NONE, fake).warning ?? "", /damaged and cannot be replaced/);
});

Deno.test("a real disk: the file is there, whole and for its owner alone", async () => {
  const dataDir = `${await Deno.makeTempDir()}/deep/data`;
  const { value, warning } = loadSecret({ secret: "", dataDir });
  assert.equal(warning, null);
  assert.deepEqual([...Deno.readDirSync(dataDir)].map(({ name }) => name), [KEY_FILE]);
  if (Deno.build.os !== "windows") {
    assert.equal((Deno.statSync(`${dataDir}/${KEY_FILE}`).mode ?? 0) & 0o777, 0o600);
  }
  assert.equal(loadSecret({ secret: "", dataDir }).value, value);
});
