// The room's password, which a host sets, changes or takes away. It is never shown again.
import { type Signal, useSignal } from "@preact/signals";
import type { Failure } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { MAX_PASSWORD, MIN_PASSWORD } from "@/protocol/limits.ts";
import { isLongEnough } from "@/protocol/passwords.ts";

interface Props {
  hasPassword: boolean;
  /** Sets the password, or takes it away (null). Resolves to why the server refused, or null. */
  onSet(password: string | null): Promise<Failure | null>;
  t: T;
}

type State = "idle" | "busy" | "set" | "short" | Failure;

/** Says what came of it. */
export function PasswordForm({ hasPassword, onSet, t }: Props) {
  const typed = useSignal("");
  const state = useSignal<State>("idle");
  async function set(password: string | null): Promise<void> {
    state.value = "busy";
    state.value = await onSet(password) ?? "set";
    typed.value = "";
  }
  function submit(event: Event): void {
    event.preventDefault();
    // Spaces around it are seen by nobody, and come along when it is pasted.
    const password = typed.value.trim();
    if (isLongEnough(password)) void set(password);
    else state.value = "short";
  }
  return (
    <form class="field" onSubmit={submit}>
      <label class="label" for="room-password">{t("lobby.password")}</label>
      <div class="field-row">
        <NewPassword id="room-password" typed={typed} />
        <button type="submit" class="btn" disabled={state.value === "busy"}>
          {t(hasPassword ? "host.password.change" : "host.password.set")}
        </button>
      </div>
      {hasPassword && (
        <button type="button" class="btn quiet" onClick={() => void set(null)}>
          {t("host.password.remove")}
        </button>
      )}
      <p class="hint" role="status">{stateText(state.value, { hasPassword, t })}</p>
    </form>
  );
}

function NewPassword({ id, typed }: { id: string; typed: Signal<string> }) {
  return (
    <input
      class="input"
      id={id}
      type="password"
      autocomplete="new-password"
      maxLength={MAX_PASSWORD}
      value={typed.value}
      onInput={(event) => typed.value = event.currentTarget.value}
    />
  );
}

function stateText(
  state: State,
  { hasPassword, t }: { hasPassword: boolean; t: T },
): string {
  if (state === "busy") return "";
  if (state === "short") return t("host.password.short", { n: MIN_PASSWORD });
  if (state === "idle" || state === "set") {
    return t(hasPassword ? "host.password.on" : "host.password.off");
  }
  return t(`error.${state}`);
}
