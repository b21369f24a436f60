// Icon: one of lucide's icons, drawn from the sprite that tools/assets/assets.ts makes.
import { asset } from "fresh/runtime";
import type { IconName } from "./icon_names.ts";

export type { IconName } from "./icon_names.ts";

/** Icons that point along the line of writing, and so point the other way in right-to-left text. */
const ARROWS: readonly IconName[] = ["arrow-left", "log-in", "send"];

/** Decoration only: whatever it means must also stand in a label. */
export function Icon({ name, class: extra }: { name: IconName; class?: string }) {
  const classes = ["icon", ARROWS.includes(name) && "is-arrow", extra].filter(Boolean).join(" ");
  return (
    <svg class={classes} aria-hidden="true">
      <use href={`${asset("/gen/icons.svg")}#${name}`} />
    </svg>
  );
}
