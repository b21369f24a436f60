// Every component is rendered by a test of its folder's mirror, or says here why not.
import assert from "node:assert/strict";
import { filesIn } from "../files_in.ts";

/** Parts of another component, or what only a browser or the server's pages can show. */
const NOT_BY_THEMSELVES: Readonly<Record<string, string>> = {
  "base/bound.tsx": "gives a component the call's values: the browser tests run all that are bound",
  "controls/DeviceMenu.tsx": "rendered by ControlBar",
  "controls/MoreMenu.tsx": "rendered by ControlBar",
  "controls/PreferenceItem.tsx": "rendered by CameraItems, MoreItems and TileItems",
  "controls/ReactionMenu.tsx": "rendered by ControlBar",
  "home/RecentList.tsx": "reads this browser's storage: tests/browser/contract/home_test.ts",
  "page_layout/PageFrame.tsx": "the server's frame: tests/browser/pages_test.ts",
  "people/PersonRow.tsx": "rendered by PeoplePanel",
  "pip/floating_window.tsx": "opens a window: no component",
};

const tests = await filesIn("tests/components", /_test\.tsx$/);
const texts = (await Promise.all(tests.map((path) => Deno.readTextFile(path)))).join("\n");
const components = (await filesIn("components", /\.tsx$/)).map((path) =>
  path.slice("components/".length)
);
const rendered = (path: string) => texts.includes(`from "@/components/${path}"`);

Deno.test("every component is rendered by a test", () => {
  assert.ok(components.length > 60, "all of them were found");
  const missing = components.filter((path) => !rendered(path) && !(path in NOT_BY_THEMSELVES));
  assert.deepEqual(missing, []);
});

Deno.test("no exception is left for a component that is tested or gone", () => {
  const stale = Object.keys(NOT_BY_THEMSELVES).filter((path) =>
    rendered(path) || !components.includes(path)
  );
  assert.deepEqual(stale, []);
});
