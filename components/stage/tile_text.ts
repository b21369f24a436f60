// The words of a tile: its title, its state, and both as one label for screen readers.
import type { Quality, Tile } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { causeText } from "../base/cause_text.ts";

/** Whose picture it is. */
export function titleOf({ kind, member, self }: Tile, t: T): string {
  if (kind === "screen") return self ? t("screen.self") : t("tile.screenOf", { name: member.name });
  return self ? t("tile.self", { name: member.name }) : member.name;
}

/** What is wrong with the way to its owner; null if nothing is. */
export function statusOf({ isLost, link, keyless, isHeldBack }: Tile, t: T): string | null {
  if (isLost) return t("tile.away");
  if (link === "connecting") return t("tile.connecting");
  if (link === "refused") return t(keyless ? "tile.noKey" : "tile.refused");
  if (link === "blocked") return t("tile.noPath");
  if (link === "broken") return t("tile.reconnecting");
  return isHeldBack ? t("saving.pin") : null;
}

/** What is worth saying of a path over which something comes; null of a good one. */
export function poorQualityOf(tile: Tile, t: T): { quality: Quality; text: string } | null {
  const { kind, member, self, quality, cause } = tile;
  if (statusOf(tile, t) !== null || self && kind === "screen") return null;
  if (cause !== null) {
    return {
      quality: quality === "good" ? "fair" : quality,
      text: causeText(cause, member.name, t),
    };
  }
  return self || quality === "good" ? null : { quality, text: t(`quality.${quality}`) };
}

/** "Айбек, микрофон өчүк, кол көтөрдү". */
export function labelOf(
  tile: Tile,
  { speaking, pinned, t }: { speaking: boolean; pinned: boolean; t: T },
): string {
  const { kind, member } = tile;
  const person = kind === "camera";
  return [
    titleOf(tile, t),
    person && !member.media.mic ? t("tile.micOff") : null,
    person && member.hand !== null ? t("tile.hand") : null,
    speaking ? t("tile.speaking") : null,
    pinned ? t("tile.pinned") : null,
    statusOf(tile, t),
  ].filter((part) => part !== null).join(", ");
}
