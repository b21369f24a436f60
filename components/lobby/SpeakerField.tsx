// Where sound comes out, and a sound to hear whether it does.
import type { DeviceChoice } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { Icon } from "../base/Icon.tsx";
import { DevicePicker } from "./DevicePicker.tsx";

interface Props {
  /** Of the list itself; unique on the page. */
  id: string;
  /** Empty where the browser does not let a page choose. */
  choices: readonly DeviceChoice[];
  /** Id of the chosen speaker. */
  chosen: string | undefined;
  onChoose(id: string): void;
  /** Plays a sound on the chosen speaker. */
  onTest(): void;
  t: T;
}

/** Where a browser cannot choose, it says who does instead of showing an empty list. */
export function SpeakerField({ id, choices, chosen, onChoose, onTest, t }: Props) {
  return (
    <div class="speaker">
      <DevicePicker
        id={id}
        kind="speaker"
        choices={choices}
        chosen={chosen}
        onChoose={onChoose}
        t={t}
      />
      <button type="button" class="btn" onClick={onTest}>
        <Icon name="volume-2" /> {t("device.testSound")}
      </button>
    </div>
  );
}
