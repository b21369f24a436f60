// What is asked of the others is what is really shown of them.
import assert from "node:assert/strict";
import { layoutOf } from "@/call/layout/layout.ts";
import { demandOf, type ShownPictures } from "@/call/layout/shown_pictures.ts";
import { MEDIA_OFF } from "../../signaling/values.ts";

const STAGE = { width: 1_000, height: 600 };

function tile(id: string, kind: "camera" | "screen" = "camera") {
  const member = {
    ...{ id, name: id, media: MEDIA_OFF, away: false, hand: null, joinedAt: 0, epoch: 1 },
    role: "guest" as const,
  };
  return { key: kind === "screen" ? `${id}:screen` : id, kind, self: id === "me", member };
}

function shown(given: Partial<ShownPictures> = {}): ShownPictures {
  const tiles = given.tiles ?? ["a", "b", "c", "me"].map((id) => tile(id));
  const items = tiles.map(({ key, kind, self, member }) => ({
    key,
    kind,
    self,
    member: member.id,
  }));
  const layout = layoutOf(STAGE, items, {
    ...{ mode: "grid", pinned: given.pinned ?? null, screen: null, speaker: null, page: 0 },
    ...{ floatSelf: false, hideSelf: false, corner: "bottom-right", stripHidden: false },
  });
  const shown = { floating: [], saving: false, recorded: false, visible: true, pixelRatio: 1 };
  const rest = { pinned: null, zoom: 1, ...shown };
  return { ...rest, tiles, layout, ...given };
}

Deno.test("each camera is asked for in the size of its tile in device pixels, and nothing of oneself", () => {
  const { layout } = shown();
  const demand = demandOf(shown({ pixelRatio: 2 }));
  assert.deepEqual([...demand.keys()], ["a", "b", "c"]);
  const box = layout.places.get("a")?.box;
  assert.deepEqual(demand.get("a")?.camera, {
    width: 2 * (box?.width ?? 0),
    height: 2 * (box?.height ?? 0),
    rank: "other",
  });
  assert.deepEqual(demand.get("a")?.screen, { width: 0, height: 0, rank: "other" });
});

Deno.test("a page that nobody sees asks for nothing, but for what a window of its own shows", () => {
  for (const { camera } of demandOf(shown({ visible: false })).values()) {
    assert.equal(camera.width, 0);
  }
  const demand = demandOf(shown({ visible: false, floating: ["b"] }));
  assert.equal(demand.get("a")?.camera.width, 0);
  assert.ok((demand.get("b")?.camera.width ?? 0) > 0);
});

Deno.test("a shared screen is the main picture, larger where it is zoomed, and a pin is a pin", () => {
  const tiles = [tile("a"), tile("a", "screen"), tile("b"), tile("me")];
  const whole = demandOf(shown({ tiles })).get("a");
  assert.equal(whole?.screen.rank, "main");
  const zoomed = demandOf(shown({ tiles, zoom: 2 })).get("a");
  assert.equal(zoomed?.screen.width, 2 * (whole?.screen.width ?? 0));
  assert.equal(zoomed?.camera.width, whole?.camera.width, "the strip is not zoomed");
  const pinned = demandOf(shown({ tiles, pinned: "b" }));
  assert.equal(pinned.get("b")?.camera.rank, "pinned");
  assert.equal(pinned.get("a")?.screen.rank, "other");
});

Deno.test("where data are saved the pinned picture alone is asked for, and that one small", () => {
  for (const { camera } of demandOf(shown({ saving: true })).values()) {
    assert.equal(camera.width, 0);
  }
  const demand = demandOf(shown({ saving: true, pinned: "b", pixelRatio: 2 }));
  assert.equal(demand.get("a")?.camera.width, 0);
  const { width = 0, height = 0 } = demand.get("b")?.camera ?? {};
  assert.ok(width > 0 && Math.max(width, height) <= 320, `${width} × ${height}`);
});
