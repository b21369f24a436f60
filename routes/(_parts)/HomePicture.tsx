// The picture on the home page: four people in a call, made of the call's own tiles.
import { asset } from "fresh/runtime";
import { Icon, type IconName } from "@/components/base/Icon.tsx";

/** The four friends of the first README. */
const PEOPLE = [
  { id: "asan", name: "Асан", state: "speaking" },
  { id: "gulnar", name: "Гүлнар", state: "listening" },
  { id: "bektur", name: "Бектур", state: "muted" },
  { id: "jamila", name: "Жамила", state: "hand" },
] as const;

const BUTTONS = [
  "mic",
  "video",
  "monitor-up",
  "message-square",
  "phone-off",
] as const satisfies IconName[];

/** Decoration: hidden from screen readers. */
export function Faces() {
  return (
    <div class="faces" aria-hidden="true" lang="ky">
      {PEOPLE.map((person) => <Friend key={person.id} {...person} />)}
      <div class="faces-bar">
        {BUTTONS.map((name) => (
          <span key={name} class={name === "phone-off" ? "danger" : undefined}>
            <Icon name={name} />
          </span>
        ))}
      </div>
    </div>
  );
}

function Friend({ id, name, state }: typeof PEOPLE[number]) {
  return (
    <div class={state === "speaking" ? "tile is-speaking" : "tile"}>
      <svg class="face">
        <use href={`${asset("/faces.svg")}#${id}`} />
      </svg>
      {state === "hand" && (
        <div class="tile-badges">
          <span class="tile-badge hand">
            <Icon name="hand" />
          </span>
        </div>
      )}
      <div class="tile-name">
        {state === "muted" && <Icon name="mic-off" />}
        <span class="truncate">{name}</span>
        {state === "speaking" && <Voice />}
      </div>
    </div>
  );
}

function Voice() {
  return (
    <span class="voice">
      <i />
      <i />
      <i />
    </span>
  );
}
