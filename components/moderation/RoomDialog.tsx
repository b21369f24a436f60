// A host's room: who may come in, what they may do, how others are invited, and the end of it.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { RIGHTS, type Rules } from "@/protocol/roles.ts";
import { Dialog } from "../base/Dialog.tsx";
import { Toggle } from "../base/Toggle.tsx";
import { EndCall } from "./EndCall.tsx";
import { InviteMaker } from "../admission/InvitationForm.tsx";
import { PasswordForm } from "../admission/PasswordForm.tsx";
import { TitleForm } from "./TitleForm.tsx";

/** Open while it is rendered; what the server decided is what it shows. */
export function RoomDialog({ call, t }: { call: Call; t: T }) {
  const rules = call.model.room.rules.value;
  return (
    <Dialog title={t("host.title")} onClose={() => call.panels.closeDialog()} t={t}>
      {rules !== null && (
        <div class="stack">
          <Switches rules={rules} call={call} t={t} />
          <TitleForm call={call} t={t} />
          <PasswordForm hasPassword={rules.hasPassword} call={call} t={t} />
          <InviteMaker call={call} t={t} />
          <EndCall call={call} t={t} />
        </div>
      )}
    </Dialog>
  );
}

function Switches({ rules, call: { moderation: host }, t }: { rules: Rules; call: Call; t: T }) {
  const isHost = host.isHost.value;
  return (
    <>
      <Toggle
        label={t("people.lock")}
        hint={t("host.lock.help")}
        on={rules.locked}
        disabled={!isHost}
        onChange={(on) => host.setLocked(on)}
      />
      <fieldset>
        <legend class="label">{t("host.rights")}</legend>
        {RIGHTS.map((right) => (
          <Toggle
            key={right}
            label={t(`host.right.${right}`)}
            on={rules.rights[right]}
            disabled={!isHost}
            onChange={(on) => host.setRight(right, on)}
          />
        ))}
      </fieldset>
    </>
  );
}
