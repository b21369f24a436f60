// Every state of a tile, and the elements that sound comes from.
import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import { type Tile, WHOLE } from "@/call/mod.ts";
import { RemoteAudio } from "@/components/stage/RemoteAudio.tsx";
import { Stage } from "@/components/stage/Stage.tsx";
import { VideoTile, type VideoTileProps } from "@/components/stage/VideoTile.tsx";
import { zoomHandlers } from "@/components/stage/zoom_handlers.ts";
import type { T } from "@/i18n/messages.ts";
import { elementsOf } from "../kit/html_tree.ts";
import { member, tile } from "../kit/samples.ts";
import { inEachLanguage, Intents, show } from "../kit/mod.ts";

const BOX = { x: 0, y: 0, width: 320, height: 180 };

function videoTile(t: T, changes: Partial<VideoTileProps> = {}) {
  const intents = new Intents();
  const props: VideoTileProps = {
    tile: tile("b"),
    place: { box: BOX, role: "grid" },
    isSpeaking: false,
    isPinned: false,
    isMirrored: false,
    corner: "top-right",
    zoom: WHOLE,
    zoomHandlers: null,
    reactions: null,
    menu: null,
    onPin: intents.note("pin"),
    onCorner: intents.note("corner"),
    onDrop: intents.note("drop"),
    onZoom: intents.note("zoom"),
    onPan: intents.note("pan"),
    onFloat: intents.note("float"),
    t,
    ...changes,
  };
  const page = show(<VideoTile {...props} />);
  return { page, name: page.names("group")[0] ?? "", html: page.html, intents };
}

function shown(t: T, changes: Partial<Tile> = {}) {
  return videoTile(t, { tile: tile("b", changes) });
}

inEachLanguage("a tile is a group named by its person and their state", (t) => {
  assert.equal(shown(t).name, "Айбек b");
  const media = { mic: false, camera: true, screen: false, screenAudio: false };
  const { name } = shown(t, { member: member("b", { media, hand: 3 }) });
  assert.equal(name, `Айбек b, ${t("tile.micOff")}, ${t("tile.hand")}`);
  assert.equal(shown(t, { self: true }).name, t("tile.self", { name: "Айбек b" }));
});

inEachLanguage("a tile says what is wrong with the way to its owner", (t) => {
  const states: [Partial<Tile>, string][] = [
    [{ link: "connecting" }, t("tile.connecting")],
    [{ isHeldBack: true }, t("saving.pin")],
    [{ link: "broken" }, t("tile.reconnecting")],
    [{ link: "blocked" }, t("tile.noPath")],
    [{ link: "refused" }, t("tile.refused")],
    [{ link: "refused", keyless: true }, t("tile.noKey")],
    [{ isLost: true }, t("tile.away")],
  ];
  for (const [changes, text] of states) shown(t, changes).page.reads(text);
});

inEachLanguage("a poor connection is told in words, a good one not at all", (t) => {
  const poor = shown(t, { quality: "poor" }).page;
  assert.deepEqual(poor.names("img"), [t("quality.poor")]);
  const known = shown(t, { quality: "poor", cause: "own.uplink" }).page;
  assert.deepEqual(known.names("img"), [t("cause.own.uplink")]);
  const unseen = shown(t, { quality: "good", cause: "relay" }).page;
  assert.deepEqual(unseen.names("img"), [t("cause.relay")]);
  assert.deepEqual(shown(t).page.names("img"), []);
});

inEachLanguage("a shared screen is named by whose it is", (t) => {
  assert.equal(shown(t, { kind: "screen" }).name, t("tile.screenOf", { name: "Айбек b" }));
  assert.equal(shown(t, { kind: "screen", self: true }).name, t("screen.self"));
});

inEachLanguage("a tile that has no place is hidden and keeps its element", (t) => {
  const { page } = videoTile(t, { place: null });
  assert.deepEqual(page.names("group"), []);
  assert.ok(elementsOf(page.root).some(({ tag }) => tag === "video"));
});

inEachLanguage("who speaks and who is pinned is said, and shown", (t) => {
  const { name, html } = videoTile(t, { isSpeaking: true, isPinned: true });
  assert.equal(name, `Айбек b, ${t("tile.speaking")}, ${t("tile.pinned")}`);
  for (const state of ["is-speaking", "is-pinned"]) assert.ok(html.includes(state));
  assert.ok(!shown(t).html.includes("is-speaking"));
});

inEachLanguage("arrows move a picture that floats, and no other", (t) => {
  const arrows = (role: "floating" | "grid") =>
    videoTile(t, { place: { box: BOX, role }, corner: "top-right" });
  const { page, name, intents } = arrows("floating");
  const target = { closest: () => null } as unknown as EventTarget;
  page.key("group", name, { key: "ArrowLeft", target });
  page.key("group", name, { key: "ArrowDown", target });
  page.key("group", name, { key: "a", target });
  intents.were(["corner", "top-left"], ["corner", "bottom-right"]);
  assert.throws(() => arrows("grid").page.key("group", name, { key: "ArrowLeft", target }));
});

inEachLanguage("a large screen is shown zoomed, and follows the wheel once that is loaded", (t) => {
  const place = { box: BOX, role: "main" as const };
  const screen = tile("b", { kind: "screen" });
  const zoom = { scale: 2, x: 10, y: 0 };
  assert.ok(videoTile(t, { tile: screen, place, zoom }).html.includes("scale(2)"));
  assert.ok(!videoTile(t, { tile: screen, place }).html.includes("scale("));
  const tiles = [videoTile(t, { tile: screen, place, zoomHandlers }), videoTile(t, { place })];
  const target = { getBoundingClientRect: () => ({ left: 0, top: 0, width: 320, height: 180 }) };
  const wheel = { ctrlKey: true, deltaY: -400, clientX: 160, clientY: 90, currentTarget: target };
  const heard = tiles.map(({ page, name }) => page.hears("group", name, "onWheel", wheel));
  assert.deepEqual(heard, [true, false]);
  tiles[0]?.intents.were(["zoom", 2, { box: BOX, at: { x: 0, y: 0 } }]);
});

inEachLanguage("menu and reactions lie over the picture", (t) => {
  videoTile(t, { reactions: "reactions", menu: "menu" }).page.reads("reactions", "menu");
});

Deno.test("the stage holds its tiles, and beside them what belongs to them", () => {
  const page = show(
    <Stage tiles="tiles" card="card" bar="bar" pager="pager" onMeasure={() => {}} />,
  );
  page.reads("tilescardbarpager");
});

Deno.test("each track that is heard has an element of its own, and none is to be seen", () => {
  const track = (id: string) => ({ id }) as MediaStreamTrack;
  const page = show(
    <RemoteAudio
      voices={[{ id: "a", tracks: [track("1"), track("2")], held: [track("3")] }]}
      gainOf={() => 1}
      speaker={undefined}
      blocked={signal(false)}
    />,
  );
  assert.equal(elementsOf(page.root).filter(({ tag }) => tag === "audio").length, 3);
  assert.equal(page.text, "");
});
