// What the dialog on encryption and the banner about changed keys get from the call.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ShortAuthString } from "@/call/e2ee/mod.ts";
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import type { EncryptionDialogProps } from "./EncryptionDialog.tsx";
import type { KeysChangedProps } from "./KeysChanged.tsx";

export function useEncryptionDialogProps(call: Call, t: T): EncryptionDialogProps {
  const level = call.encryption.status.value;
  const phrase = usePhrase(call);
  return {
    level,
    isChatSealed: call.chat.encryption.cipher.seals,
    phrase,
    onConfirm: (phrase) => call.encryption.confirm(phrase),
    onClose: () => call.panels.closeDialog(),
    t,
  };
}

/** Made anew whenever somebody comes, goes or reconnects; null until then. */
function usePhrase({ encryption, connections, membership }: Call): ShortAuthString | null {
  const phrase = useSignal<ShortAuthString | null>(null);
  const { members } = membership;
  const level = encryption.status.value;
  const wanted = level === "phrase" || level === "compared";
  useEffect(() => {
    if (!wanted) return;
    let stale = false;
    encryption.shortAuthString().then((made) => stale || (phrase.value = made), reportError);
    return () => {
      stale = true;
    };
  }, [wanted, connections.states.value, members.value, encryption.complete.value]);
  return wanted ? phrase.value : null;
}

export function keysChangedProps({ encryption, panels }: Call, t: T): KeysChangedProps {
  return {
    isChanged: encryption.changed.value,
    onCompare: () => panels.open("safety"),
    t,
  };
}
