// What waiting, and letting in, get from the call.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { roomLink } from "../page_layout/room_link.ts";
import type { InvitationIntents } from "./InvitationForm.tsx";
import type { WaitingBannerProps } from "./WaitingBanner.tsx";
import type { WaitingScreenProps } from "./WaitingScreen.tsx";

export function invitationIntents({ moderation, membership }: Call): InvitationIntents {
  return {
    async make(wanted) {
      const outcome = await moderation.invite(wanted);
      return outcome.ok ? roomLink(membership.credentials.invitation(outcome.token)) : outcome;
    },
    async list() {
      const outcome = await moderation.invitations();
      return outcome.ok ? outcome.invitations : null;
    },
    revoke: (id) => moderation.revoke(id),
  };
}

export function waitingBannerProps(
  { moderation, notifications }: Call,
  t: T,
): WaitingBannerProps {
  return {
    waiting: moderation.waiting.value,
    onAdmit: (id) => notifications.tellFailure(moderation.admit(id)),
    onRefuse: (id) => notifications.tellFailure(moderation.refuse(id)),
    t,
  };
}

/** Until the server has said why, the room is taken for a locked one. */
export function waitingScreenProps({ moderation, membership }: Call, t: T): WaitingScreenProps {
  return {
    wait: moderation.wait.value ?? { reason: "locked", attended: true },
    online: membership.online.value,
    problem: membership.problem.value,
    onCancel: () => membership.leave(),
    t,
  };
}
