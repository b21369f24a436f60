// One person in the list of participants.
import { type Cause, LOUDEST } from "@/call/mod.ts";
import { percent } from "@/i18n/format.ts";
import type { T } from "@/i18n/messages.ts";
import type { Right } from "@/protocol/rights.ts";
import type { Member } from "@/protocol/shapes.ts";
import { causeText } from "../base/cause_text.ts";
import { Icon } from "../base/Icon.tsx";
import { IconButton } from "../base/IconButton.tsx";
import { type PersonIntents, PersonMenu } from "../moderation/PersonMenu.tsx";
import { hueOf, initialsOf } from "../base/Initials.tsx";

/** What every row of the list is given. */
export interface PersonRowContext {
  /** Whether this user decides in the room. */
  isHost: boolean;
  /** Whether this user keeps order: a host, or a deputy while no host is there. */
  moderates: boolean;
  /** How loud this user hears a member: `level` from 0 to 2, where 1 is as it comes. */
  volumeOf(id: string): { level: number; muted: boolean };
  /** Whether a member has a right, by the room's rules or by what was given to them alone. */
  hasRight(member: Member, right: Right): boolean;
  /** Whether a member saves data. */
  savesData(id: string): boolean;
  /** What makes the call poor at a member; null if nothing does. */
  causeOf(id: string): Cause | null;
  /** Opens the dialog for the own name. */
  onRename(): void;
  /** Sets how loud this user hears a member, from 0 to 2. */
  onVolume(id: string, level: number): void;
  /** Mutes a member for this user alone, or no longer. */
  onMuteForMe(id: string, muted: boolean): void;
  /** What a moderator can do to a member. */
  intents: PersonIntents;
  t: T;
}

interface Props extends PersonRowContext {
  member: Member;
  /** The row is of this user. */
  own: boolean;
}

/** Name and state; for the others a volume, which nobody but this user knows of. */
export function PersonRow(props: Props) {
  const { member, own, isHost, moderates, onRename, t } = props;
  const { id, name, away, role } = member;
  const ranksBelow = role !== "host" && (isHost || role !== "deputy");
  const manages = moderates && !own && ranksBelow;
  return (
    <li class={away ? "person is-away" : "person"}>
      <div class="person-head">
        <span class="avatar small" data-hue={hueOf(id)} aria-hidden="true">
          {initialsOf(name)}
        </span>
        <NameAndState {...props} />
        {props.savesData(id) && <Mark icon="gauge" text={t("saving.is")} />}
        <Marks member={member} t={t} />
        {own && (
          <IconButton
            icon="pencil"
            label={t("name.title")}
            tone="quiet"
            onPress={onRename}
          />
        )}
        {manages && (
          <PersonMenu
            member={member}
            isHost={isHost}
            hasRight={(right) => props.hasRight(member, right)}
            intents={props.intents}
            t={t}
          />
        )}
      </div>
      {!own && <VolumeRow {...props} />}
    </li>
  );
}

function NameAndState({ member: { id, name, role, away }, own, causeOf, t }: Props) {
  const cause = away ? null : causeOf(id);
  return (
    <p class="truncate">
      <bdi>{own ? t("tile.self", { name }) : name}</bdi>
      {role !== "guest" && <small class="muted">{t(`role.${role}`)}</small>}
      {away && <small class="muted">{t("tile.away")}</small>}
      {cause !== null && <small class="muted">{causeText(cause, name, t)}</small>}
    </p>
  );
}

/** What is off, raised or shared. */
function Marks({ member: { name, hand, media }, t }: Pick<Props, "member" | "t">) {
  return (
    <>
      {hand !== null && <Mark icon="hand" text={t("tile.hand")} />}
      {!media.mic && <Mark icon="mic-off" text={t("tile.micOff")} />}
      {!media.camera && <Mark icon="video-off" text={t("tile.camOff")} />}
      {media.screen && <Mark icon="monitor-up" text={t("screen.presenting", { name })} />}
    </>
  );
}

/** Looks like a state and not like a button. */
function Mark(
  { icon, text }: {
    icon: "hand" | "mic-off" | "video-off" | "monitor-up" | "gauge";
    text: string;
  },
) {
  return (
    <span class={`person-mark ${icon}`}>
      <Icon name={icon} />
      <span class="visually-hidden">{text}</span>
    </span>
  );
}

function VolumeRow({ member: { id, name }, volumeOf, onVolume, onMuteForMe, t }: Props) {
  const { level, muted } = volumeOf(id);
  const shown = muted ? 0 : level;
  return (
    <div class="person-volume">
      <IconButton
        icon={muted ? "volume-x" : "volume-2"}
        label={t(muted ? "people.unmuteForMe" : "people.muteForMe")}
        tone="quiet"
        on={muted}
        onPress={(muted) => onMuteForMe(id, muted)}
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
        onInput={(event) => onVolume(id, Number(event.currentTarget.value) / 100)}
      />
    </div>
  );
}
