// What is surely loaded before a part that `import()` names: only with that may it share files.
import assert from "node:assert/strict";
import { loadedBefore, type ModuleGraph } from "@/vendor/fresh/dev/lazy_parts.ts";

/** "a: b ~c": a imports b statically and c dynamically. */
function graph(...lines: string[]): ModuleGraph {
  return new Map(lines.map((line) => {
    const [name = "", imports = ""] = line.split(":");
    return [
      name,
      imports.trim().split(" ").filter(Boolean).map((to) => ({
        to: to.replace("~", ""),
        isDynamic: to.startsWith("~"),
      })),
    ];
  }));
}

function found(lines: string[], roots: string[] = ["page", "other"]) {
  return Object.fromEntries(loadedBefore(graph(...lines), roots));
}

Deno.test("a part of one page that shares with it comes after that page", () => {
  assert.deepEqual(found(["page: common ~part", "part: common own", "other: common"]), {
    part: "page",
  });
});

Deno.test("a part that shares nothing with its page is left as it is", () => {
  assert.deepEqual(found(["page: common ~part", "part: own"]), {});
});

Deno.test("a part of two pages comes after neither", () => {
  assert.deepEqual(found(["page: common ~part", "other: common ~part", "part: common"]), {});
});

Deno.test("a part of a part comes after the one that it shares with, not only after the page", () => {
  const lines = ["page: common ~first", "first: common tools ~second ~third ~fourth"];
  assert.deepEqual(
    found([...lines, "second: common tools", "third: common", "fourth: own"]),
    { first: "page", second: "first", third: "page" },
  );
});

Deno.test("a part that two parts lead to comes after what both come after", () => {
  const lines = ["page: common ~left ~right", "left: common ~part", "right: common ~part ~left"];
  assert.deepEqual(found([...lines, "part: common"]), {
    left: "page",
    right: "page",
    part: "page",
  });
});

Deno.test("circles end", () => {
  assert.deepEqual(found(["page: common ~a", "a: common ~b", "b: common ~a ~page"]), {
    a: "page",
    b: "page",
  });
});
