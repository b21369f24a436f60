// The password of a room that has one.
import type { Signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { T } from "@/i18n/messages.ts";
import { MAX_PASSWORD } from "@/protocol/limits.ts";

/** Takes the focus: it is what stands in the way. */
export function PasswordField({ typed, t }: { typed: Signal<string>; t: T }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <div class="field">
      <label class="label" for="password">{t("lobby.password")}</label>
      <input
        ref={field}
        class="input"
        id="password"
        type="password"
        autocomplete="current-password"
        maxLength={MAX_PASSWORD}
        value={typed.value}
        onInput={(event) => typed.value = event.currentTarget.value}
      />
    </div>
  );
}
