// "Invite": the link, and all the ways to hand it on, over a running call.
import { Dialog } from "../base/Dialog.tsx";
import { InviteWays, type InviteWaysProps } from "./InviteWays.tsx";

export interface InviteDialogProps extends InviteWaysProps {
  onClose(): void;
}

/** Open while it is rendered. */
export function InviteDialog({ onClose, ...ways }: InviteDialogProps) {
  return (
    <Dialog title={ways.t("invite.title")} onClose={onClose} t={ways.t}>
      <div class="invite is-plain">
        <InviteWays {...ways} />
      </div>
    </Dialog>
  );
}
