// The picture on the home page: four people in a call, made of the call's own tiles.
import { Icon } from "@/components/Icon.tsx";

/** The four friends of the first README. */
const PEOPLE = [
  { name: "Асан", initials: "А", hue: 0, state: "is-speaking" },
  { name: "Гүлнар", initials: "Г", hue: 5, state: "" },
  { name: "Бектур", initials: "Б", hue: 2, state: "is-muted" },
  { name: "Жамила", initials: "Ж", hue: 3, state: "is-raised" },
] as const;

/** Decoration: hidden from screen readers. */
export function Faces() {
  return (
    <div class="faces" aria-hidden="true" lang="ky">
      {PEOPLE.map(({ name, initials, hue, state }) => (
        <div key={name} class={`tile is-cam-off ${state}`}>
          <div class="tile-cover">
            <span class="avatar" data-hue={hue}>{initials}</span>
          </div>
          {state === "is-raised" && (
            <div class="tile-badges">
              <span class="tile-badge hand">
                <Icon name="hand" />
              </span>
            </div>
          )}
          <div class="tile-name">
            {state === "is-muted" && <Icon name="mic-off" />}
            <span class="truncate">{name}</span>
            {state === "is-speaking" && <Voice />}
          </div>
        </div>
      ))}
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
