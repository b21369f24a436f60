// One person in the list.
import { type Call, LOUDEST } from "@/call/mod.ts";
import { percent } from "@/i18n/format.ts";
import type { T } from "@/i18n/messages.ts";
import type { Member } from "@/protocol/shapes.ts";
import { Icon } from "../base/Icon.tsx";
import { IconButton } from "../base/IconButton.tsx";
import { PersonMenu } from "../moderation/PersonMenu.tsx";
import { hueOf, initialsOf } from "../base/Initials.tsx";

interface Props {
  member: Member;
  own: boolean;
  call: Call;
  t: T;
}

/** Name and state; for the others a volume, which nobody but oneself knows of. */
export function PersonRow({ member, own, call, t }: Props) {
  const { id, name, hand, media, away, role } = member;
  const { isHost, moderates } = call.moderation;
  const ranksBelow = role !== "host" && (isHost.value || role !== "deputy");
  const manages = moderates.value && !own && ranksBelow;
  return (
    <li class={away ? "person is-away" : "person"}>
      <div class="person-head">
        <span class="avatar small" data-hue={hueOf(id)} aria-hidden="true">
          {initialsOf(name)}
        </span>
        <p class="truncate">
          <bdi>{own ? t("tile.self", { name }) : name}</bdi>
          {role !== "guest" && <small class="muted">{t(`role.${role}`)}</small>}
          {away && <small class="muted">{t("tile.away")}</small>}
        </p>
        {hand !== null && <Mark icon="hand" text={t("tile.hand")} />}
        {!media.mic && <Mark icon="mic-off" text={t("tile.micOff")} />}
        {!media.camera && <Mark icon="video-off" text={t("tile.camOff")} />}
        {media.screen && <Mark icon="monitor-up" text={t("screen.presenting", { name })} />}
        {own && (
          <IconButton
            icon="pencil"
            label={t("name.title")}
            tone="quiet"
            onPress={() => call.panels.open("name")}
          />
        )}
        {manages && <PersonMenu member={member} call={call} t={t} />}
      </div>
      {!own && <VolumeRow member={member} call={call} t={t} />}
    </li>
  );
}

/** Looks like a state and not like a button. */
function Mark(
  { icon, text }: { icon: "hand" | "mic-off" | "video-off" | "monitor-up"; text: string },
) {
  return (
    <span class={`person-mark ${icon}`}>
      <Icon name={icon} />
      <span class="visually-hidden">{text}</span>
    </span>
  );
}

function VolumeRow(
  { member: { id, name }, call: { volumes }, t }: { member: Member; call: Call; t: T },
) {
  const { level, muted } = volumes.of(id);
  const shown = muted ? 0 : level;
  return (
    <div class="person-volume">
      <IconButton
        icon={muted ? "volume-x" : "volume-2"}
        label={t(muted ? "people.unmuteForMe" : "people.muteForMe")}
        tone="quiet"
        on={muted}
        onPress={(muted) => volumes.setMuted(id, muted)}
      />
      <input
        class="range"
        type="range"
        min={0}
        max={LOUDEST * 100}
        step={5}
        value={Math.round(shown * 100)}
        aria-label={t("people.volume", { name })}
        aria-valuetext={percent(shown, t.locale)}
        onInput={(event) => volumes.setLevel(id, Number(event.currentTarget.value) / 100)}
      />
    </div>
  );
}
