// A host's room: who may come in, what they may do, how others are invited, and the end of it.
import { useSignal } from "@preact/signals";
import type { Failure } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { type Right, RIGHTS } from "@/protocol/rights.ts";
import type { Rules } from "@/protocol/roles.ts";
import { InvitationForm, type InvitationIntents } from "../admission/InvitationForm.tsx";
import { PasswordForm } from "../admission/PasswordForm.tsx";
import { Dialog } from "../base/Dialog.tsx";
import { Refused } from "../base/Refused.tsx";
import { Toggle } from "../base/Toggle.tsx";
import { EndCall } from "./EndCall.tsx";
import { TitleForm } from "./TitleForm.tsx";

/** Each intent that changes the room resolves to why the server refused, or null. */
export interface RoomDialogProps {
  /** What the server decided last; null in an open room, which has nothing to set. */
  rules: Rules | null;
  /** Whether this user may change the rules. */
  isHost: boolean;
  /** The title that a host gave; null while there is none. */
  title: string | null;
  /** What the room is called as long as it has no title of its own. */
  shownTitle: string;
  /** The link that makes another browser a host; null where this one does not have it. */
  hostLink: string | null;
  onLock(locked: boolean): Promise<Failure | null>;
  onRight(right: Right, given: boolean): Promise<Failure | null>;
  onTitle(title: string): Promise<Failure | null>;
  /** Null takes the password away. */
  onPassword(password: string | null): Promise<Failure | null>;
  invitations: InvitationIntents;
  /** Ends the call for everybody. */
  onEnd(): Promise<Failure | null>;
  onClose(): void;
  t: T;
}

/** Open while it is rendered; what the server decided is what it shows. */
export function RoomDialog(props: RoomDialogProps) {
  const { rules, title, shownTitle, onTitle, onPassword, invitations, hostLink, onEnd } = props;
  const { onClose, t } = props;
  return (
    <Dialog title={t("host.title")} onClose={onClose} t={t}>
      {rules !== null && (
        <div class="stack">
          <RuleSwitches {...props} rules={rules} />
          <TitleForm title={title} shown={shownTitle} onSave={onTitle} t={t} />
          <PasswordForm hasPassword={rules.hasPassword} onSet={onPassword} t={t} />
          <InvitationForm intents={invitations} t={t} />
          <EndCall hostLink={hostLink} onEnd={onEnd} t={t} />
        </div>
      )}
    </Dialog>
  );
}

function RuleSwitches({ rules, isHost, onLock, onRight, t }: RoomDialogProps & { rules: Rules }) {
  const failure = useSignal<Failure | null>(null);
  const noted = async (outcome: Promise<Failure | null>) => failure.value = await outcome;
  return (
    <>
      <Toggle
        label={t("people.lock")}
        hint={t("host.lock.help")}
        on={rules.locked}
        disabled={!isHost}
        onChange={(locked) => noted(onLock(locked))}
      />
      <fieldset>
        <legend class="label">{t("host.rights")}</legend>
        {RIGHTS.map((right) => (
          <Toggle
            key={right}
            label={t(`host.right.${right}`)}
            on={rules.rights[right]}
            disabled={!isHost}
            onChange={(on) => noted(onRight(right, on))}
          />
        ))}
      </fieldset>
      <Refused why={failure.value} t={t} />
    </>
  );
}
