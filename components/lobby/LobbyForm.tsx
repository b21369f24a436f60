// The form of the lobby: name, devices, what stands in the way, and the way in.
import { useSignal } from "@preact/signals";
import type { ReadonlySignal } from "@preact/signals";
import type { ComponentChildren, RefObject } from "preact";
import { useEffect } from "preact/hooks";
import type { ConnectionProblem, DeviceChoice, DeviceKind } from "@/call/mod.ts";
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
import { useAroundCall } from "../load_parts.ts";

export interface LobbyFormProps {
  /** The room's title, else its name. */
  title: string;
  /** The person's name, where it is known. */
  name: string | null;
  /** Why the server did not let the person in; null if it did not refuse. */
  refusal: string | null;
  /** Why the server cannot be reached, where that is known. */
  problem: ConnectionProblem | null;
  /** What the link's key makes doubtful. */
  warning: ComponentChildren;
  /** What else stands in the way. */
  problems: ComponentChildren;
  /** Null if this page may have no devices. */
  devices: LobbyDevices | null;
  isJoining: boolean;
  /** Whether the person may join now. */
  isReady: boolean;
  /** Whether the server is there. */
  online: boolean;
  /** How many are in the room; null if the server does not say. */
  count: number | null;
  /** Somebody in the room records the call. */
  isRecorded: boolean;
  /** `password`: null if the room was not said to have one. */
  onJoin(name: string, password: string | null): void;
  t: T;
}

interface LobbyDevices {
  /** Loudness of the own microphone as an amplitude from 0 to 1. */
  level: ReadonlySignal<number>;
  choices: Readonly<Record<DeviceKind, readonly DeviceChoice[]>>;
  chosen: Readonly<Partial<Record<DeviceKind, string>>>;
  canChooseSpeaker: boolean;
  onChoose(kind: DeviceKind, id: string): void;
  /** Plays a sound through the chosen speaker. */
  onTestSound(): void;
}

/** Joining is always possible, with or without devices. */
export function LobbyForm(props: LobbyFormProps) {
  const { name: known, refusal, problem, devices, onJoin, t } = props;
  const { text: typed, field } = useTyped("");
  const nameless = useSignal(false);
  const { isLocked, password } = usePassword(refusal);
  useEffect(() => {
    if (typed.value === "" && known) typed.value = known;
  }, [known]);
  function join(event: Event): void {
    event.preventDefault();
    const name = personName(typed.value);
    nameless.value = name === null;
    if (name !== null) onJoin(name, isLocked ? password.value : null);
  }
  function type(value: string): void {
    typed.value = value;
    nameless.value = false;
  }
  const PasswordField = useAroundCall(isLocked, (all) => all.PasswordField);
  return (
    <form class="lobby-form" onSubmit={join} noValidate>
      <p class="lobby-room">
        <Icon name="link" /> <bdi>{props.title}</bdi>
      </p>
      {props.warning}
      {/* Nothing more can be loaded then. */}
      {problem && <Problem {...signalingText(problem, { page: pageOrigin(), t })} />}
      {props.problems}
      <NameField {...{ field, t }} value={typed.value} invalid={nameless.value} onType={type} />
      {isLocked && PasswordField && <PasswordField typed={password} t={t} />}
      {devices && <LevelMeter level={devices.level} t={t} />}
      {devices && <Devices {...devices} t={t} />}
      <Join {...props} />
    </form>
  );
}

/** Whether the room has a password, which its refusal tells, and what is typed for one. */
function usePassword(refusal: string | null) {
  const locked = useSignal(false);
  const password = useSignal("");
  useEffect(() => {
    if (refusal === "password-needed" || refusal === "wrong-password") locked.value = true;
    if (refusal === "wrong-password") password.value = "";
  }, [refusal]);
  return { isLocked: locked.value, password };
}

function Join({ isJoining, isReady, online, count, isRecorded, t }: LobbyFormProps) {
  const people = !online
    ? t("connection.connecting")
    : count === null
    ? ""
    : count === 0
    ? t("lobby.empty")
    : t("lobby.count", { n: count });
  return (
    <div class="lobby-join">
      <button
        type="submit"
        class="btn primary big wide"
        disabled={isJoining || !isReady}
        aria-busy={isJoining}
      >
        {isJoining && <span class="spinner" />} {t(isJoining ? "lobby.joining" : "lobby.join")}
      </button>
      <p class="muted" role="status">{people} {isRecorded && t("lobby.recorded")}</p>
    </div>
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
function Devices(props: LobbyDevices & { t: T }) {
  const { choices, chosen, canChooseSpeaker, onChoose, onTestSound, t } = props;
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
            choices={choices[kind]}
            chosen={chosen[kind]}
            onChoose={(id) => onChoose(kind, id)}
            t={t}
          />
        ))}
        <SpeakerField
          id="device-speaker"
          choices={canChooseSpeaker ? choices.speaker : []}
          chosen={chosen.speaker}
          onChoose={(id) => onChoose("speaker", id)}
          onTest={onTestSound}
          t={t}
        />
        <p>
          <a class="btn quiet" href="/test" target="_blank" rel="noopener">
            <Icon name="stethoscope" /> {t("test.open")}
          </a>
        </p>
      </div>
    </details>
  );
}

function pageOrigin(): string {
  return globalThis.location?.origin ?? "";
}
