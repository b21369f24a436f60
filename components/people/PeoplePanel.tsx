// Everybody in the room: who has a hand up, who is heard and seen, how loud each is to be.
import { useSignal } from "@preact/signals";
import type { Member } from "@/protocol/shapes.ts";
import { Icon } from "../base/Icon.tsx";
import { IconButton } from "../base/IconButton.tsx";
import { regionRef } from "../base/regions.ts";
import { inQueue, matching } from "./people_order.ts";
import { PersonRow, type PersonRowContext } from "./PersonRow.tsx";

/** With more people than this there is a search. */
const SEARCH_FROM = 8;

export interface PeoplePanelProps extends PersonRowContext {
  /** Everybody in the room, this user included. */
  members: readonly Member[];
  /** How many are in the call: without those whose connection is lost. */
  count: number;
  /** Id of this user; null before the server has given one. */
  self: string | null;
  onClose(): void;
  /** Opens the dialog with the room's rules. */
  onOpenRoom(): void;
  /** Switches the microphones of all others off. */
  onMuteAll(): void;
  /** Lowers all hands. */
  onLowerAll(): void;
}

/** Beside the stage; over everything on a phone. */
export function PeoplePanel(props: PeoplePanelProps) {
  const { members, count, self, moderates, onClose, t } = props;
  const typed = useSignal("");
  const shown = matching(inQueue(members, self), typed.value);
  return (
    <aside class="panel" ref={regionRef.panel} aria-label={t("people.title")}>
      <header class="panel-header">
        <h2>
          {t("people.title")} <span class="muted">{count}</span>
        </h2>
        <IconButton icon="x" label={t("action.close")} tone="quiet" onPress={onClose} />
      </header>
      <div class="panel-body">
        {members.length > SEARCH_FROM && (
          <input
            class="input"
            type="search"
            value={typed.value}
            aria-label={t("people.search")}
            placeholder={t("people.search")}
            onInput={(event) => typed.value = event.currentTarget.value}
          />
        )}
        {moderates && <ModeratorRow {...props} />}
        <ul class="people">
          {shown.map((member) => (
            <PersonRow key={member.id} {...props} member={member} own={member.id === self} />
          ))}
        </ul>
      </div>
    </aside>
  );
}

function ModeratorRow({ members, isHost, onMuteAll, onOpenRoom, onLowerAll, t }: PeoplePanelProps) {
  const hands = members.filter(({ hand }) => hand !== null).length;
  return (
    <div class="row">
      <button type="button" class="btn quiet" onClick={onMuteAll}>
        <Icon name="mic-off" /> {t("people.muteAll")}
      </button>
      {isHost && (
        <button type="button" class="btn quiet" onClick={onOpenRoom}>
          <Icon name="settings" /> {t("host.title")}
        </button>
      )}
      <button
        type="button"
        class="btn quiet"
        aria-disabled={hands === 0}
        onClick={() => hands > 0 && onLowerAll()}
      >
        <Icon name="hand" /> {t("host.lowerAll")}
      </button>
    </div>
  );
}
