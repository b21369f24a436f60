// The call's bar, its keys and its dialogs; settings also before the call.
import "@/i18n/ready.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ControlBar } from "@/components/controls/ControlBar.tsx";
import { loadExtras, useExtra } from "@/components/load_extras.ts";
import { useT } from "@/i18n/active.ts";
import type { Locale } from "@/i18n/locales.ts";
import { canFloat } from "@/components/pip/pip_support.ts";
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { useCall } from "@/hooks/use_call.ts";
import { useKeys } from "@/hooks/use_keys.ts";

interface Props {
  room: string;
  locale: Locale;
}

export default function Controls({ room, locale }: Props) {
  const call = useCall(room);
  const t = useT(locale);
  return (
    <>
      {call.membership.phase.value === "call" && <Running call={call} t={t} />}
      <Dialogs call={call} t={t} />
    </>
  );
}

function Running({ call, t }: { call: Call; t: T }) {
  const floats = useSignal(false);
  useEffect(() => {
    floats.value = canFloat();
    void loadExtras(); // while its server is surely the one that this page came from
  }, []);
  const onFloat = floats.value
    ? () => void loadExtras().then(({ toggleFloat }) => toggleFloat(call, t)).catch(reportError)
    : null;
  useKeys(call, onFloat);
  return <ControlBar call={call} onFloat={onFloat} t={t} />;
}

function Dialogs({ call, t }: { call: Call; t: T }) {
  const open = call.panels.dialog.value;
  const Settings = useExtra(open === "settings", (all) => all.SettingsDialog);
  const Keys = useExtra(open === "keys", (all) => all.ShortcutDialog);
  const Invite = useExtra(open === "invite", (all) => all.InviteDialog);
  const Room = useExtra(open === "room", (all) => all.RoomDialog);
  const Name = useExtra(open === "name", (all) => all.NameDialog);
  const Encryption = useExtra(open === "safety", (all) => all.EncryptionDialog);
  switch (open) {
    case "settings":
      return Settings && <Settings call={call} t={t} />;
    case "keys":
      return Keys && <Keys call={call} t={t} />;
    case "invite":
      return Invite && <Invite call={call} t={t} />;
    case "room":
      return Room && <Room call={call} t={t} />;
    case "name":
      return Name && <Name call={call} t={t} />;
    case "safety":
      return Encryption && <Encryption call={call} t={t} />;
    case null:
      return null;
  }
}
