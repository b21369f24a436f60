// Everybody in the room: who has a hand up, who is heard and seen, how loud each is to be.
import { useSignal } from "@preact/signals";
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { Icon } from "../base/Icon.tsx";
import { IconButton } from "../base/IconButton.tsx";
import { inQueue, matching } from "./people_order.ts";
import { PersonRow } from "./PersonRow.tsx";

/** With more people than this there is a search. */
const SEARCH_FROM = 8;

/** Beside the stage; over everything on a phone. */
export function PeoplePanel({ call, t }: { call: Call; t: T }) {
  const typed = useSignal("");
  const members = call.model.room.members.value;
  const self = call.model.room.self.value;
  const shown = matching(inQueue(members, self), typed.value);
  return (
    <aside class="panel" aria-label={t("people.title")}>
      <header class="panel-header">
        <h2>
          {t("people.title")} <span class="muted">{call.model.count.value}</span>
        </h2>
        <IconButton
          icon="x"
          label={t("action.close")}
          tone="quiet"
          onPress={() => call.panels.show(null)}
        />
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
        {call.moderation.moderates.value && <HostRow call={call} t={t} />}
        <ul class="people">
          {shown.map((member) => (
            <PersonRow
              key={member.id}
              member={member}
              own={member.id === self}
              call={call}
              t={t}
            />
          ))}
        </ul>
      </div>
    </aside>
  );
}

function HostRow({ call: { moderation: host, panels, model }, t }: { call: Call; t: T }) {
  const hands = model.room.members.value.filter(({ hand }) => hand !== null).length;
  return (
    <div class="row">
      <button type="button" class="btn quiet" onClick={() => void host.mute(null)}>
        <Icon name="mic-off" /> {t("people.muteAll")}
      </button>
      {host.isHost.value && (
        <button
          type="button"
          class="btn quiet"
          onClick={() => panels.open("room")}
        >
          <Icon name="settings" /> {t("host.title")}
        </button>
      )}
      <button
        type="button"
        class="btn quiet"
        aria-disabled={hands === 0}
        onClick={() => hands > 0 && void host.lower(null)}
      >
        <Icon name="hand" /> {t("host.lowerAll")}
      </button>
    </div>
  );
}
