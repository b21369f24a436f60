// Where sound comes out, and a sound to hear whether it does.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { Icon } from "../base/Icon.tsx";
import { DevicePicker } from "./DevicePicker.tsx";

/** Where a browser cannot choose, it says who does instead of showing an empty list. */
export function SpeakerField({ id, call, t }: { id: string; call: Call; t: T }) {
  const { choices, chosen, canChooseSpeaker } = call.model.local;
  return (
    <div class="speaker">
      <DevicePicker
        id={id}
        kind="speaker"
        choices={canChooseSpeaker.value ? choices.value.speaker : []}
        chosen={chosen.value.speaker}
        onChoose={(speaker) => void call.session.chooseDevice("speaker", speaker)}
        t={t}
      />
      <button type="button" class="btn" onClick={() => call.testSound()}>
        <Icon name="volume-2" /> {t("device.testSound")}
      </button>
    </div>
  );
}
