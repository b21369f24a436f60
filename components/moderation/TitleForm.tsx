// What a host calls the room. Everybody reads it, before the room and inside.
import { useSignal } from "@preact/signals";
import type { Failure } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { cleanTitle } from "@/protocol/titles.ts";

interface Props {
  /** The title that a host gave; null while there is none. */
  title: string | null;
  /** What the room is called now. */
  shown: string;
  /** Asks the server for another title. Resolves to why it refused, or null. */
  onSave(title: string): Promise<Failure | null>;
  t: T;
}

/** Says what came of it. Blank takes the title away. */
export function TitleForm({ title, shown, onSave, t }: Props) {
  const typed = useSignal(title ?? "");
  const outcome = useSignal<Failure | "saved" | null>(null);
  async function save(event: Event): Promise<void> {
    event.preventDefault();
    outcome.value = await onSave(typed.value) ?? "saved";
    if (outcome.value === "saved") typed.value = cleanTitle(typed.value) ?? ""; // as others read it
  }
  const { value } = outcome;
  return (
    <form class="field" onSubmit={(event) => void save(event)}>
      <label class="label" for="room-title">{t("host.title.label")}</label>
      <div class="field-row">
        <input
          class="input"
          id="room-title"
          dir="auto"
          autocomplete="off"
          placeholder={shown}
          value={typed.value}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
            outcome.value = null;
          }}
        />
        <button type="submit" class="btn">{t("action.save")}</button>
      </div>
      <p class="hint" role="status">
        {value === null
          ? t("host.title.help")
          : value === "saved"
          ? t("host.title.saved")
          : t(`error.${value}`)}
      </p>
    </form>
  );
}
