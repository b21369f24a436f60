// Scripts of earlier builds: kept for pages that are open, bounded by age and size.
import assert from "node:assert/strict";
import { keepScripts, scriptsOf, writeScripts } from "@/tools/assets/retain_files.ts";
import { readRetainedList } from "@/server/retained_files.ts";

const DAY = 24 * 3_600_000;

/** A folder for builds, and what an update to other scripts does in it. */
async function builds() {
  const dir = new URL(`file://${await Deno.makeTempDir()}/`);
  const update = async (scripts: Record<string, string>, now: number) => {
    const before = await scriptsOf(dir, now);
    await Deno.remove(new URL("js", dir), { recursive: true }).catch(() => {}); // none at first
    await Deno.mkdir(new URL("js", dir), { recursive: true });
    const files = [];
    for (const [name, text] of Object.entries(scripts)) {
      await Deno.writeTextFile(new URL(`js/${name}`, dir), text);
      files.push({ path: `/_fresh/js/${name}`, blob: `js/${name}`, immutable: true });
    }
    files.push({ path: "/page.css", blob: "static/page.css", immutable: false });
    await Deno.writeTextFile(new URL("snapshot.json", dir), JSON.stringify({ files }));
    await keepScripts(dir, before, now);
    return readRetainedList(dir).map(({ path }) => path.split("/").at(-1)).sort();
  };
  return { dir, update };
}

Deno.test("what a new build has not is kept, with its content; what it has is its own", async () => {
  const { dir, update } = await builds();
  assert.deepEqual(await update({ "a-1.js": "one", "b-1.js": "b" }, 0), []);
  assert.deepEqual(await update({ "a-2.js": "two", "b-1.js": "b" }, 1), ["a-1.js"]);
  assert.equal(await Deno.readTextFile(new URL("kept/a-1.js", dir)), "one");
  assert.deepEqual(await update({ "a-3.js": "three", "b-1.js": "b" }, 2), ["a-1.js", "a-2.js"]);
  assert.deepEqual(await update({ "a-1.js": "one", "b-1.js": "b" }, 3), ["a-2.js", "a-3.js"]);
});

Deno.test("after a week nothing is kept any more, counted from when it was replaced", async () => {
  const { dir, update } = await builds();
  await update({ "a-1.js": "one" }, 0);
  assert.deepEqual(await update({ "a-2.js": "two" }, 30 * DAY), ["a-1.js"]);
  assert.deepEqual(await update({ "a-3.js": "three" }, 36 * DAY), ["a-1.js", "a-2.js"]);
  assert.deepEqual(await update({ "a-4.js": "four" }, 37 * DAY), ["a-2.js", "a-3.js"]);
  const files = Array.from(Deno.readDirSync(new URL("kept/", dir))).map(({ name }) => name);
  assert.deepEqual(files.sort(), ["a-2.js", "a-3.js", "list.json"]);
});

Deno.test("many updates in a row fill no disk: the oldest go first", async () => {
  const { update } = await builds();
  let kept: (string | undefined)[] = [];
  for (let i = 10; i < 20; i++) kept = await update({ [`a-${i}.js`]: "x".repeat(1_000_000) }, i);
  assert.deepEqual(kept, ["a-15.js", "a-16.js", "a-17.js", "a-18.js"]);
});

Deno.test("a clock that is wrong once takes nothing away", async () => {
  const { update } = await builds();
  await update({ "a-1.js": "one" }, 0);
  await update({ "a-2.js": "two" }, DAY);
  assert.deepEqual(await update({ "a-3.js": "three" }, 180 * DAY), ["a-1.js", "a-2.js"]);
  assert.deepEqual(await update({ "a-4.js": "four" }, DAY), ["a-1.js", "a-2.js", "a-3.js"]);
});

Deno.test("a build that was torn off loses no script of the one before", async () => {
  const { dir, update } = await builds();
  await update({ "a-1.js": "one" }, 0);
  await update({ "a-2.js": "two" }, 1);
  await writeScripts(dir, await scriptsOf(dir, 2), 2); // as dev.ts does first
  await Deno.remove(new URL("js", dir), { recursive: true });
  await Deno.remove(new URL("snapshot.json", dir));
  assert.deepEqual(await update({ "a-3.js": "three" }, 3), ["a-1.js", "a-2.js"]);
  assert.equal(await Deno.readTextFile(new URL("kept/a-2.js", dir)), "two");
});
