// The six reactions, in one row.
import { useRef } from "preact/hooks";
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { REACTIONS } from "@/protocol/reactions.ts";
import { EMOJI } from "../base/emoji.ts";
import { IconButton } from "../base/IconButton.tsx";
import { rove } from "../base/roving.ts";
import { closePopover } from "../base/guarded_calls.ts";

export const REACTION_MENU = "reactions";

/** Stays open, so that one can clap for a while; the digits 1 to 6 do the same while it is open. */
export function ReactionMenu({ call, t }: { call: Call; t: T }) {
  return (
    <>
      <IconButton
        icon="smile"
        label={t("react.title")}
        popovertarget={REACTION_MENU}
        aria-haspopup="true"
        shortcut="E"
      />
      <Reactions id={REACTION_MENU} call={call} t={t} />
    </>
  );
}

/** The popover itself, which can be opened from elsewhere, too. */
function Reactions({ id, call, t }: { id: string; call: Call; t: T }) {
  const row = useRef<HTMLDivElement>(null);
  function onToggle(event: { newState: string }): void {
    if (event.newState === "open") row.current?.querySelector("button")?.focus();
  }
  function onKeyDown(event: KeyboardEvent): void {
    const digit = /^(?:Digit|Numpad)([1-6])$/.exec(event.code)?.[1];
    const reaction = digit === undefined ? undefined : REACTIONS[Number(digit) - 1];
    if (reaction) void call.presence.react(reaction);
    else if (event.key === "Tab") closePopover(row.current);
    else rove(event, "horizontal");
  }
  return (
    <div
      ref={row}
      class="menu reactions"
      id={id}
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
          onClick={() => void call.presence.react(reaction)}
        >
          <span aria-hidden="true">{EMOJI[reaction]}</span>
        </button>
      ))}
    </div>
  );
}
