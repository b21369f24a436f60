// What one is called in this call, and how to be called otherwise.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Failure } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { MAX_NAME } from "@/protocol/limits.ts";
import { personName } from "@/protocol/names.ts";
import { Dialog } from "../base/Dialog.tsx";
import { Icon } from "../base/Icon.tsx";

export interface NameDialogProps {
  /** The present name; "" while there is none. */
  name: string;
  /** Asks the server for another name. Resolves to why it refused, or null. */
  onRename(name: string): Promise<Failure | null>;
  onClose(): void;
  t: T;
}

/** Closes itself when the server has taken the name. */
export function NameDialog({ name, onRename, onClose, t }: NameDialogProps) {
  const typed = useSignal(name);
  const problem = useSignal<Failure | "empty" | null>(null);
  const { field, isOpen } = useField();
  async function rename(event: Event): Promise<void> {
    event.preventDefault();
    const name = personName(typed.value);
    problem.value = name === null ? "empty" : await onRename(name);
    // Whoever closed it meanwhile has perhaps opened another one.
    if (problem.value === null && isOpen.current) onClose();
  }
  return (
    <Dialog title={t("name.title")} onClose={onClose} t={t}>
      <form class="field" onSubmit={(event) => void rename(event)} noValidate>
        <label class="label" for="own-name">{t("lobby.name")}</label>
        <div class="field-row">
          <input
            ref={field}
            class="input"
            id="own-name"
            autocomplete="nickname"
            maxLength={MAX_NAME}
            value={typed.value}
            aria-invalid={problem.value !== null}
            {...(problem.value === null ? {} : { "aria-describedby": "own-name-error" })}
            onInput={(event) => typed.value = event.currentTarget.value}
          />
          <button type="submit" class="btn primary">{t("name.save")}</button>
        </div>
        <p class="hint">{t("name.help")}</p>
        {problem.value !== null && (
          <p class="field-error" id="own-name-error" role="alert">
            <Icon name="triangle-alert" />{" "}
            {problem.value === "empty" ? t("name.empty") : t(`error.${problem.value}`)}
          </p>
        )}
      </form>
    </Dialog>
  );
}

/** The field, with what stands in it selected; and whether the dialog is still there. */
function useField() {
  const field = useRef<HTMLInputElement>(null);
  const isOpen = useRef(true);
  useEffect(() => {
    field.current?.select();
    return () => isOpen.current = false;
  }, []);
  return { field, isOpen };
}
