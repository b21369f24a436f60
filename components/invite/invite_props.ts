// What the ways to invite get from the call.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { tryTo } from "../base/guarded_calls.ts";
import { roomLink } from "../page_layout/room_link.ts";
import type { InviteDialogProps } from "./InviteDialog.tsx";
import type { InviteWaysProps } from "./InviteWays.tsx";

/** Browser only: the link is made of the address of this page. */
export function inviteWaysProps(call: Call, t: T): InviteWaysProps {
  const title = call.title.shown.value;
  const url = roomLink(call.membership.credentials.fragment);
  const canShare = typeof navigator.share === "function";
  return {
    title,
    link: url,
    // Closing the system's sheet is no error.
    onShare: canShare ? () => void tryTo(() => navigator.share({ title, url })) : null,
    t,
  };
}

export function inviteDialogProps(call: Call, t: T): InviteDialogProps {
  return { ...inviteWaysProps(call, t), onClose: () => call.panels.closeDialog() };
}
