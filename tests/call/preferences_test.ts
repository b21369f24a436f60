// Settings survive a reload, and whatever nonsense stands where they are kept.
import assert from "node:assert/strict";
import { DEFAULTS, Preferences } from "@/call/preferences.ts";
import { fakeStore } from "../fakes/ports.ts";

Deno.test("a setting is there after a reload, the others are as they were", () => {
  const store = fakeStore();
  const first = new Preferences(store);
  assert.deepEqual(first.settings.value, DEFAULTS);
  first.set("mirror", false);
  first.set("corner", "top-left");
  assert.deepEqual(new Preferences(store).settings.value, {
    ...DEFAULTS,
    mirror: false,
    corner: "top-left",
  });
});

Deno.test("stored nonsense is as if it were not there", () => {
  for (
    const text of [
      "",
      "{",
      "null",
      "[]",
      "7",
      '"x"',
      '{"mirror":"yes","corner":"middle","keys":null}',
      '{"uplinkCap":-1,"megabytePrice":1e300}',
      '{"uplinkCap":"500","megabytePrice":null}',
      '{"__proto__":{"mirror":false},"unknown":1}',
    ]
  ) {
    const store = fakeStore();
    store.set("browser", "settings", text);
    assert.deepEqual(new Preferences(store).settings.value, DEFAULTS, text);
  }
});
