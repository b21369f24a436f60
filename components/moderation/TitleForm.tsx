// What a host calls the room. Everybody reads it, before the room and inside.
import { useSignal } from "@preact/signals";
import type { Call, Failure } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";

/** Says what came of it. Blank takes the title away. */
export function TitleForm({ call, t }: { call: Call; t: T }) {
  const typed = useSignal(call.title.given.value ?? "");
  const outcome = useSignal<Failure | "saved" | null>(null);
  async function save(event: Event): Promise<void> {
    event.preventDefault();
    outcome.value = await call.title.set(typed.value) ?? "saved";
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
          placeholder={call.title.shown.value}
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
