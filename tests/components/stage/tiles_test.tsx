// Every state of a tile, and the elements that sound comes from.
import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import { Call, nullPorts, type Tile } from "@/call/mod.ts";
import { RemoteAudio } from "@/components/stage/RemoteAudio.tsx";
import { Stage } from "@/components/stage/Stage.tsx";
import { VideoTile } from "@/components/stage/VideoTile.tsx";
import type { T } from "@/i18n/messages.ts";
import { elementsOf } from "../kit/html_tree.ts";
import { member, tile } from "../kit/samples.ts";
import { inEachLanguage, show } from "../kit/mod.ts";

const newCall = () => new Call("room1", nullPorts());
const BOX = { x: 0, y: 0, width: 320, height: 180 };

function shown(t: T, changes: Partial<Tile> = {}) {
  const place = { box: BOX, role: "grid" as const };
  const page = show(<VideoTile tile={tile("b", changes)} place={place} call={newCall()} t={t} />);
  return { page, name: page.names("group")[0] ?? "", html: page.html };
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
    [{ member: member("b", { away: true }) }, t("tile.away")],
  ];
  for (const [changes, text] of states) shown(t, changes).page.reads(text);
});

inEachLanguage("a poor connection is told in words, a good one not at all", (t) => {
  const poor = shown(t, { quality: "poor" }).page;
  assert.deepEqual(poor.names("img"), [t("quality.poor")]);
  assert.deepEqual(shown(t).page.names("img"), []);
});

inEachLanguage("a shared screen is named by whose it is", (t) => {
  assert.equal(shown(t, { kind: "screen" }).name, t("tile.screenOf", { name: "Айбек b" }));
  assert.equal(shown(t, { kind: "screen", self: true }).name, t("screen.self"));
});

inEachLanguage("a tile that has no place is hidden and keeps its element", (t) => {
  const page = show(<VideoTile tile={tile("b")} place={null} call={newCall()} t={t} />);
  assert.deepEqual(page.names("group"), []);
  assert.ok(elementsOf(page.root).some(({ tag }) => tag === "video"));
});

inEachLanguage("an empty stage has no tiles", (t) => {
  assert.deepEqual(show(<Stage call={newCall()} t={t} />).names("group"), []);
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
