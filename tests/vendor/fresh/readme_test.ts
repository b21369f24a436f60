// What the stand-in's README says is safer than in Fresh, and the tests that show it.
import assert from "node:assert/strict";

const MARK = "safer than Fresh: ";

Deno.test("each point that is safer than Fresh has a test of that name, and each such test a point", async () => {
  const readme = await Deno.readTextFile(
    new URL("../../../vendor/fresh/README.md", import.meta.url),
  );
  const [, section = ""] = /## Safer than Fresh\n([\s\S]*?)\n## /.exec(readme) ?? [];
  const points = [...section.matchAll(/^- ([\s\S]*?)(?=\n- |\n*$(?![\s\S]))/gm)]
    .map(([, text = ""]) => text.replace(/\s+/g, " ").trim());
  const tests: string[] = [];
  for await (const { name } of Deno.readDir(import.meta.dirname!)) {
    if (!/_test\.tsx?$/.test(name)) continue;
    const source = await Deno.readTextFile(`${import.meta.dirname}/${name}`);
    tests.push(
      ...[...source.matchAll(/Deno\.test\("safer than Fresh: ([^"]+)"/g)].map(([, t]) => t!),
    );
  }
  assert.ok(points.length >= 6, MARK);
  assert.deepEqual(points.toSorted(), tests.toSorted());
});
