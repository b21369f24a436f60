// What lies over the pictures of the stage: menus of tiles, reactions, the bar of a large picture, pages.
import assert from "node:assert/strict";
import { DEFAULTS } from "@/call/preferences.ts";
import { FloatingReactions } from "@/components/stage/FloatingReactions.tsx";
import { Pager } from "@/components/stage/Pager.tsx";
import { ScreenItems, ShareBar, type ShareBarProps } from "@/components/stage/ShareBar.tsx";
import { TileItems, TileMenu, type TileMenuProps } from "@/components/stage/TileMenu.tsx";
import type { T } from "@/i18n/messages.ts";
import { tile } from "../kit/samples.ts";
import { inEachLanguage, Intents, show } from "../kit/mod.ts";

function tileMenu(t: T, changes: Partial<TileMenuProps> = {}) {
  const intents = new Intents();
  const props: TileMenuProps = {
    tile: tile("b"),
    isPinned: false,
    isMuted: false,
    settings: DEFAULTS,
    onPin: intents.note("pin"),
    onMute: intents.note("mute"),
    onSet: intents.note("set"),
    t,
    ...changes,
  };
  return { props, intents };
}

inEachLanguage("the menu of a tile is named by whose picture it is", (t) => {
  const { props } = tileMenu(t);
  const label = t("tile.menu", { name: "Айбек b" });
  const page = show(<TileMenu {...props} />);
  assert.equal(page.state("button", label).popovertarget, page.state("menu", label).id);
});

inEachLanguage("another person's picture is pinned, and their voice silenced", (t) => {
  const { props, intents } = tileMenu(t);
  const page = show(<TileItems {...props} />);
  assert.equal(page.names("menuitem").length, 2);
  page.press("menuitem", t("pin.on"));
  page.press("menuitem", t("people.muteForMe"));
  intents.were(["pin", true], ["mute", true]);
  const again = show(<TileItems {...props} isPinned isMuted />);
  again.press("menuitem", t("pin.off"));
  again.press("menuitem", t("people.unmuteForMe"));
  intents.were(["pin", false], ["mute", false]);
});

inEachLanguage("the own picture is mirrored, floated and hidden", (t) => {
  const { props, intents } = tileMenu(t, { tile: tile("me", { self: true }) });
  const page = show(<TileItems {...props} />);
  assert.equal(page.state("menuitemcheckbox", t("device.mirror"))["aria-checked"], "true");
  page.press("menuitemcheckbox", t("device.mirror"));
  page.press("menuitemcheckbox", t("settings.floatSelf"));
  page.press("menuitem", t("settings.hideSelf"));
  intents.were(["set", "mirror", false], ["set", "floatSelf", true], ["set", "hideSelf", true]);
  const screen = tile("me", { self: true, kind: "screen" });
  assert.deepEqual(show(<TileItems {...props} tile={screen} />).names("menuitem"), [t("pin.on")]);
});

inEachLanguage("a reaction is read by its name and its sender's", (t) => {
  const page = show(
    <FloatingReactions name="Асан" reactions={[{ id: 1, reaction: "heart" }]} t={t} />,
  );
  assert.deepEqual(page.names("status"), [
    t("react.from", { name: "Асан", reaction: t("react.heart") }),
  ]);
});

inEachLanguage("pages are turned, and not beyond the first and the last", (t) => {
  const intents = new Intents();
  const pager = (page: number) =>
    show(<Pager page={page} pages={3} onTurn={intents.note("turn")} t={t} />);
  const middle = pager(1);
  assert.deepEqual(middle.names("navigation"), [t("pages.title")]);
  middle.reads(t("pages.now", { page: 2, pages: 3 }));
  middle.press("button", t("pages.back"));
  middle.press("button", t("pages.next"));
  pager(0).press("button", t("pages.back"));
  pager(2).press("button", t("pages.next"));
  intents.were(["turn", -1], ["turn", 1]);
});

function shareBar(t: T, changes: Partial<ShareBarProps> = {}) {
  const intents = new Intents();
  const screen = tile("b", { kind: "screen", key: "b:screen" });
  const props: ShareBarProps = {
    main: { tile: screen, x: 0, width: 640 },
    screens: [screen],
    isPinned: false,
    isFull: false,
    isStripHidden: false,
    scale: 1,
    onScreen: intents.note("screen"),
    onUnpin: intents.bare("unpin"),
    onFull: intents.note("full"),
    onHideStrip: intents.note("strip"),
    onZoom: intents.note("zoom"),
    t,
    ...changes,
  };
  return { props, page: show(<ShareBar {...props} />), intents };
}

inEachLanguage("a shared screen is zoomed, shown in full, and without the strip", (t) => {
  const { page, intents } = shareBar(t);
  assert.deepEqual(page.names("group"), [t("screen.presenting", { name: "Айбек b" })]);
  page.press("button", t("screen.zoomIn"));
  page.press("button", t("screen.zoomOut"));
  page.press("button", t("full.on"));
  page.press("button", t("screen.hideStrip"));
  intents.were(["zoom", "larger"], ["zoom", "smaller"], ["full", true], ["strip", true]);
  assert.ok(!page.has("button", t("pin.off")));
});

inEachLanguage("each state of the bar has its way back", (t) => {
  const { page, intents } = shareBar(t, { isPinned: true, isFull: true, isStripHidden: true });
  page.press("button", t("pin.off"));
  page.press("button", t("full.off"));
  page.press("button", t("screen.showStrip"));
  intents.were(["unpin"], ["full", false], ["strip", false]);
});

inEachLanguage("a large camera is not zoomed; nothing large has no bar", (t) => {
  const camera = shareBar(t, { main: { tile: tile("b"), x: 0, width: 640 } }).page;
  assert.ok(!camera.has("button", t("screen.zoomIn")));
  assert.equal(shareBar(t, { main: null }).page.text, "");
});

inEachLanguage("of several screens one is chosen", (t) => {
  const [a, b] = [tile("a", { kind: "screen" }), tile("b", { kind: "screen" })];
  const { props, page, intents } = shareBar(t, {
    screens: [a, b],
    main: { tile: a, x: 0, width: 9 },
  });
  assert.ok(page.has("button", t("screen.switch", { n: 2 })));
  const items = show(<ScreenItems {...props} />);
  const name = (id: string) => t("tile.screenOf", { name: `Айбек ${id}` });
  assert.equal(items.state("menuitemradio", name("a"))["aria-checked"], "true");
  items.press("menuitemradio", name("b"));
  intents.were(["screen", "b:camera"]);
});
