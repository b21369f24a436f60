// The reactions, in one row.
import type { RefObject } from "preact";
import type { T } from "@/i18n/messages.ts";
import { type Reaction, REACTIONS } from "@/protocol/reactions.ts";
import { EMOJI } from "../base/emoji.ts";
import { IconButton } from "../base/IconButton.tsx";
import { rove } from "../base/roving.ts";
import { closePopover } from "../base/guarded_calls.ts";

const ID = "reactions";

interface Props {
  /** The popover itself, which can be opened from elsewhere, too. */
  popover: RefObject<HTMLDivElement>;
  onReact(reaction: Reaction): void;
  t: T;
}

/** Stays open, so that one can clap for a while; the digits from 1 do the same while it is open. */
export function ReactionMenu(props: Props) {
  return (
    <>
      <IconButton
        icon="smile"
        label={props.t("react.title")}
        popovertarget={ID}
        aria-haspopup="true"
        shortcut="E"
      />
      <Reactions {...props} />
    </>
  );
}

function Reactions({ popover: row, onReact, t }: Props) {
  function onToggle(event: { newState: string }): void {
    if (event.newState === "open") row.current?.querySelector("button")?.focus();
  }
  function onKeyDown(event: KeyboardEvent): void {
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
    const reaction = digit === undefined ? undefined : REACTIONS[Number(digit) - 1];
    if (reaction) onReact(reaction);
    else if (event.key === "Tab") closePopover(row.current);
    else rove(event, "horizontal");
  }
  return (
    <div
      ref={row}
      class="menu reactions"
      id={ID}
      popover="auto"
      role="group"
      aria-label={t("react.title")}
      onToggle={onToggle}
      onKeyDown={onKeyDown}
    >
      {REACTIONS.map((reaction) => (
        <button
          key={reaction}
          type="button"
          class="btn-icon quiet reaction"
          aria-label={t(`react.${reaction}`)}
          data-tip={t(`react.${reaction}`)}
          onClick={() => onReact(reaction)}
        >
          <span aria-hidden="true">{EMOJI[reaction]}</span>
        </button>
      ))}
    </div>
  );
}
