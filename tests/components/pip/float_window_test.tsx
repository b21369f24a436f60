// The small window over other windows, in each state and language.
import assert from "node:assert/strict";
import { FloatWindow, type FloatWindowProps } from "@/components/pip/FloatWindow.tsx";
import type { T } from "@/i18n/messages.ts";
import { tile } from "../kit/samples.ts";
import { inEachLanguage, Intents, show } from "../kit/mod.ts";

function float(t: T, changes: Partial<FloatWindowProps> = {}) {
  const intents = new Intents();
  const props: FloatWindowProps = {
    tiles: [],
    main: null,
    speaking: new Set(),
    on: { mic: false, camera: false },
    hands: 0,
    isMirrored: false,
    onShow: () => {},
    onSwitch: intents.note("switch"),
    onLeave: intents.bare("leave"),
    t,
    ...changes,
  };
  return { page: show(<FloatWindow {...props} />), intents };
}

inEachLanguage("the small window has the three switches one needs at once", (t) => {
  const { page, intents } = float(t);
  assert.deepEqual(page.names("main"), [t("region.stage")]);
  assert.deepEqual(page.names("status"), []);
  for (const name of ["mic.on", "cam.on", "call.leave"] as const) page.press("button", t(name));
  intents.were(["switch", "mic", true], ["switch", "camera", true], ["leave"]);
  const running = float(t, { on: { mic: true, camera: true }, hands: 2 });
  for (const name of ["mic.off", "cam.off"] as const) running.page.press("button", t(name));
  running.intents.were(["switch", "mic", false], ["switch", "camera", false]);
  assert.deepEqual(running.page.names("status"), ["2"]);
});

inEachLanguage("it shows who speaks first, oneself last, and no more than four", (t) => {
  const self = tile("me", { self: true });
  const tiles = [self, ...["a", "b", "c", "d"].map((id) => tile(id))];
  const named = (...ids: string[]) => ids.map((id) => `Айбек ${id}`);
  const { page } = float(t, { tiles, speaking: new Set(["c"]) });
  assert.deepEqual(page.names("group"), named("c", "a", "b", "d"));
  const few = float(t, { tiles: tiles.slice(0, 2) }).page;
  assert.deepEqual(few.names("group"), ["Айбек a", t("tile.self", { name: "Айбек me" })]);
});

inEachLanguage("what is large on the stage stands alone", (t) => {
  const screen = tile("b", { kind: "screen", key: "b:screen" });
  const { page } = float(t, { tiles: [tile("a"), tile("b"), screen], main: "b:screen" });
  assert.deepEqual(page.names("group"), [t("tile.screenOf", { name: "Айбек b" })]);
});

inEachLanguage("only the own camera is mirrored", (t) => {
  const self = tile("me", { self: true });
  const screen = tile("me", { self: true, kind: "screen", key: "me:screen" });
  const mirrored = (one: typeof self, isMirrored: boolean) =>
    float(t, { tiles: [one], isMirrored }).page.html.includes("is-mirrored");
  assert.deepEqual([mirrored(self, true), mirrored(self, false)], [true, false]);
  assert.deepEqual([mirrored(screen, true), mirrored(tile("a"), true)], [false, false]);
});
