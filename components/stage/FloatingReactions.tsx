// Reactions on their way over a picture.
import type { Call, Tile } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { EMOJI } from "../base/emoji.ts";

/** Each floats up and is gone; a screen reader reads its name. */
export function FloatingReactions({ call, tile, t }: { call: Call; tile: Tile; t: T }) {
  if (tile.kind !== "camera") return null;
  const shown = call.presence.shown.value.filter(({ member }) => member === tile.member.id);
  return (
    <div class="passing" role="status">
      {shown.map(({ id, reaction }) => (
        <span key={id} class="passing-one" data-lane={id % 4}>
          <span aria-hidden="true">{EMOJI[reaction]}</span>
          <span class="visually-hidden">
            {t("react.from", { name: tile.member.name, reaction: t(`react.${reaction}`) })}
          </span>
        </span>
      ))}
    </div>
  );
}
