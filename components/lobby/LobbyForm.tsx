// The form of the lobby: name, devices, what stands in the way, and the way in.
import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { MAX_NAME } from "@/protocol/limits.ts";
import { personName } from "@/protocol/names.ts";
import { DevicePicker } from "./DevicePicker.tsx";
import { Problem } from "../base/Problem.tsx";
import { signalingText } from "../notifications/connection_text.ts";
import { SpeakerField } from "./SpeakerField.tsx";
import { Icon } from "../base/Icon.tsx";
import { LevelMeter } from "../base/LevelMeter.tsx";
import { useTyped } from "../base/use_typed.ts";
import { useExtra } from "../load_extras.ts";

interface Props {
  call: Call;
  t: T;
}

/** Joining is always possible, with or without devices. */
export function LobbyForm({ call, t }: Props) {
  const { membership: roomState } = call;
  const { text: typed, field } = useTyped("");
  const nameless = useSignal(false);
  const locked = useSignal(false);
  const password = useSignal("");
  const known = roomState.name.value;
  const refusal = roomState.refusal.value;
  useEffect(() => {
    if (refusal === "password-needed" || refusal === "wrong-password") locked.value = true;
    if (refusal === "wrong-password") password.value = "";
  }, [refusal]);
  useEffect(() => {
    if (typed.value === "" && known) typed.value = known;
  }, [known]);
  function join(event: Event): void {
    event.preventDefault();
    const name = personName(typed.value);
    nameless.value = name === null;
    if (name !== null) call.membership.join(name, locked.value ? password.value : null);
  }
  const warning = call.membership.credentials.warning.value;
  const KeyWarning = useExtra(warning !== null, (all) => all.KeyWarning);
  const PasswordField = useExtra(locked.value, (all) => all.PasswordField);
  const joining = roomState.phase.value === "joining";
  const ready = roomState.ready.value && warning !== "broken";
  return (
    <form class="lobby-form" onSubmit={join} noValidate>
      <p class="lobby-room">
        <Icon name="link" /> <bdi>{call.title.shown}</bdi>
      </p>
      {KeyWarning && <KeyWarning call={call} t={t} />}
      <Problems call={call} t={t} />
      <NameField
        field={field}
        value={typed.value}
        invalid={nameless.value}
        onType={(value) => {
          typed.value = value;
          nameless.value = false;
        }}
        t={t}
      />
      {locked.value && PasswordField && <PasswordField typed={password} t={t} />}
      {call.media.support.value === "ok" && <LevelMeter level={call.micMeter.level} t={t} />}
      <Devices call={call} t={t} />
      <div class="lobby-join">
        <button
          type="submit"
          class="btn primary big wide"
          disabled={joining || !ready}
          aria-busy={joining}
        >
          {joining && <span class="spinner" />} {t(joining ? "lobby.joining" : "lobby.join")}
        </button>
        <p class="muted" role="status">{peopleInside(call, t)}</p>
      </div>
    </form>
  );
}

interface NameProps {
  field: RefObject<HTMLInputElement>;
  value: string;
  invalid: boolean;
  onType(value: string): void;
  t: T;
}

function NameField({ field, value, invalid, onType, t }: NameProps) {
  return (
    <div class="field">
      <label class="label" for="name">{t("lobby.name")}</label>
      <input
        class="input"
        id="name"
        ref={field}
        name="name"
        autocomplete="nickname"
        maxLength={MAX_NAME}
        placeholder={t("lobby.name.example")}
        value={value}
        aria-invalid={invalid}
        {...(invalid ? { "aria-describedby": "name-error" } : {})}
        onInput={(event) => onType(event.currentTarget.value)}
      />
      {invalid && (
        <p class="field-error" id="name-error" role="alert">
          <Icon name="triangle-alert" /> {t("lobby.name.empty")}
        </p>
      )}
    </div>
  );
}

/** On a phone they are folded away: most people have one of each. */
function Devices({ call, t }: Props) {
  const { choices, chosen, support } = call.media;
  if (support.value !== "ok") return null;
  return (
    <details class="lobby-devices">
      <summary>
        <Icon name="settings" /> {t("lobby.devices")}
      </summary>
      <div class="stack">
        {(["mic", "camera"] as const).map((kind) => (
          <DevicePicker
            key={kind}
            id={`device-${kind}`}
            kind={kind}
            choices={choices.value[kind]}
            chosen={chosen.value[kind]}
            onChoose={(id) => void call.media.choose(kind, id)}
            t={t}
          />
        ))}
        <SpeakerField
          id="device-speaker"
          choices={call.media.canChooseSpeaker.value ? choices.value.speaker : []}
          chosen={chosen.value.speaker}
          onChoose={(id) => void call.media.choose("speaker", id)}
          onTest={() => call.media.testSound()}
          t={t}
        />
        <p>
          <a class="btn quiet" href="/test" target="_blank" rel="noopener">
            <Icon name="activity" /> {t("test.open")}
          </a>
        </p>
      </div>
    </details>
  );
}

function Problems({ call, t }: Props) {
  const { media: local, membership: room } = call;
  const { value: problem } = room.problem;
  const { camera, mic } = local.problems.value;
  const isAny = room.refusal.value !== null || local.support.value !== "ok" ||
    camera !== undefined || mic !== undefined;
  const Others = useExtra(isAny, (all) => all.LobbyProblems);
  return (
    <>
      {/* Nothing more can be loaded then. */}
      {problem && <Problem {...signalingText(problem, { page: pageOrigin(), t })} />}
      {isAny && Others && <Others call={call} t={t} />}
    </>
  );
}

function pageOrigin(): string {
  return globalThis.location?.origin ?? "";
}

function peopleInside(call: Call, t: T): string {
  if (!call.membership.online.value) return t("connection.connecting");
  const watched = call.membership.watched.value;
  if (watched === null || watched.count === null) return "";
  return watched.count === 0 ? t("lobby.empty") : t("lobby.count", { n: watched.count });
}
