// What stands beside one's picture while nobody else is there: the way to change that.
import type { Box, Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { InviteWays } from "../invite/InviteWays.tsx";
import { boxStyle } from "./box_style.ts";

/** The same ways as in the dialog that invites later. */
export function InviteCard({ call, box, t }: { call: Call; box: Box; t: T }) {
  return (
    <div class="invite-place" style={boxStyle(box)}>
      <section class="invite" aria-label={t("invite.title")}>
        <p>{t("invite.alone")}</p>
        <InviteWays call={call} t={t} />
      </section>
    </div>
  );
}
