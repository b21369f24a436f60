// "Invite": the link, and all the ways to hand it on, over a running call.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { Dialog } from "../base/Dialog.tsx";
import { InviteWays } from "./InviteWays.tsx";

/** Open while it is rendered. */
export function InviteDialog({ call, t }: { call: Call; t: T }) {
  return (
    <Dialog title={t("invite.title")} onClose={() => call.panels.closeDialog()} t={t}>
      <div class="invite is-plain">
        <InviteWays call={call} t={t} />
      </div>
    </Dialog>
  );
}
