// Reactions on their way over a picture.
import type { T } from "@/i18n/messages.ts";
import type { Reaction } from "@/protocol/reactions.ts";
import { EMOJI } from "../base/emoji.ts";

export interface FloatingReactionsProps {
  /** Name of who sent them. */
  name: string;
  /** The oldest first; each has an id of its own. */
  reactions: readonly { id: number; reaction: Reaction }[];
  t: T;
}

/** Each floats up and is gone; a screen reader reads its name. */
export function FloatingReactions({ name, reactions, t }: FloatingReactionsProps) {
  return (
    <div class="passing" role="status">
      {reactions.map(({ id, reaction }) => (
        <span key={id} class="passing-one" data-lane={id % 4}>
          <span aria-hidden="true">{EMOJI[reaction]}</span>
          <span class="visually-hidden">
            {t("react.from", { name, reaction: t(`react.${reaction}`) })}
          </span>
        </span>
      ))}
    </div>
  );
}
