// patternOf(), bySpecificity() and covers(): the pure half of routing.
import assert from "node:assert/strict";
import {
  bySpecificity,
  covers,
  coversPath,
  matcherOf,
  patternOf,
  scopeOf,
} from "../../../vendor/fresh/server/patterns.ts";

Deno.test("patternOf() turns a file's path into a URLPattern", () => {
  const cases: Record<string, string> = {
    "index": "/",
    "about": "/about",
    "r/[room]": "/r/:room",
    "(site)/about/index": "/about",
    "docs/[...path]": "/docs/:path*",
    "lang/[[locale]]": "/lang{/:locale}?",
    "files/[name]-v[version]": "/files/{:name}-v{:version}",
    "a.b/c": "/a\\.b/c",
  };
  for (const [file, pattern] of Object.entries(cases)) assert.equal(patternOf(file), pattern);
});

Deno.test("an optional part or a rest directly below the root also matches the root", () => {
  const find = (file: string, path: string) => matcherOf(patternOf(file))(path);
  assert.deepEqual(find("[...all]", "/"), {});
  assert.deepEqual(find("[...all]", "/a/b"), { all: "a/b" });
  assert.deepEqual(find("[[one]]", "/"), {});
  assert.deepEqual(find("[[one]]", "/a"), { one: "a" });
  assert.equal(find("[[one]]", "/a/b"), null);
});

Deno.test("several parameters and text may share one part of a path", () => {
  const matches = matcherOf(patternOf("files/[name]-v[version]"));
  assert.deepEqual(matches("/files/kyz-v12"), { name: "kyz", version: "12" });
});

Deno.test("bySpecificity() puts fixed before named before optional before rest", () => {
  const sorted = ["/*", "/a/:x*", "/a{/:x}?", "/a/:x", "/a/b", "/", "/a"].sort(bySpecificity);
  assert.deepEqual(sorted, ["/", "/a", "/a/b", "/a/:x", "/a{/:x}?", "/a/:x*", "/*"]);
});

Deno.test("covers() compares whole steps, and sees through groups only from outside", () => {
  assert.ok(covers([], ["a"]));
  assert.ok(covers(["a"], ["(g)", "a", "b"]));
  assert.ok(covers(["(g)"], ["(g)", "a"]));
  assert.ok(!covers(["(g)"], ["a"]));
  assert.ok(!covers(["(g)", "a"], ["(h)", "a"]));
  assert.ok(!covers(["a", "b"], ["a"]));
  assert.deepEqual(scopeOf("/a/:id/*"), ["a", ":id"]);
});

Deno.test("coversPath() says whose middlewares a path without a route passes", () => {
  assert.ok(coversPath([], "/any"));
  assert.ok(coversPath(["a", ":id"], "/a/1/b"));
  assert.ok(coversPath(["ала"], "/%D0%B0%D0%BB%D0%B0/x"));
  assert.ok(!coversPath(["a", ":id"], "/a"));
  assert.ok(!coversPath(["a"], "/ab"));
  assert.ok(!coversPath(["(g)"], "/a"));
  assert.ok(!coversPath(["a"], "/%zz"));
});
