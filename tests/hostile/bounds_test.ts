// Every bound of SECURITY.md, filled: each row of its table has a filler here, each filler a row.
import assert from "node:assert/strict";
import { filesIn } from "../checkout.ts";
import { BOUNDS } from "./bounds.ts";

/** The table under "## Bounds": what grows, and the whole row. */
async function rowsOfTable(): Promise<Map<string, string>> {
  const text = await Deno.readTextFile("SECURITY.md");
  const section = text.split("\n## Bounds\n")[1]?.split("\n## ")[0] ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("| ")).slice(2);
  return new Map(rows.map((row) => [row.split("|")[1]?.trim() ?? "", row]));
}

Deno.test("every row of SECURITY.md has a filler, and every filler a row that names its numbers", async () => {
  const rows = await rowsOfTable();
  assert.deepEqual([...rows.keys()].sort(), Object.keys(BOUNDS).sort());
  for (const [what, { says }] of Object.entries(BOUNDS)) {
    for (const number of says) {
      const text = typeof number === "number" ? number.toLocaleString("en") : number;
      const row = rows.get(what) ?? "";
      assert.ok(new RegExp(`(?<![\\d,.])${text}(?![\\d,])`).test(row), `${what}: ${text}`);
    }
  }
});

for (const [what, { fill }] of Object.entries(BOUNDS)) {
  Deno.test(`bounded: ${what}`, async () => await fill());
}

Deno.test("SECURITY.md names no file and no folder that is not there", async () => {
  const text = await Deno.readTextFile("SECURITY.md");
  const named = [...text.matchAll(/`([\w-]+(?:\/[\w.-]*)*(?:\.ts|\/))`/g)].map(([, path]) => path);
  const folders = ["call", "server", "signaling", "tests"];
  const files = (await Promise.all(
    folders.map(async (folder) => (await filesIn(folder)).map(({ path }) => `/${folder}/${path}`)),
  )).flat();
  const missing = named.filter((path = "") =>
    !files.some((file) =>
      file.endsWith(`/${path}`) || path.endsWith("/") && file.startsWith(`/${path}`)
    )
  );
  assert.ok(named.length > 20);
  assert.deepEqual(missing, []);
});
