// What stands beside one's picture while nobody else is there: the way to change that.
import type { Box } from "@/call/mod.ts";
import { InviteWays, type InviteWaysProps } from "../invite/InviteWays.tsx";
import { boxStyle } from "./box_style.ts";

export interface InviteCardProps extends InviteWaysProps {
  /** Where on the stage. */
  box: Box;
}

/** The same ways as in the dialog that invites later. */
export function InviteCard({ box, ...ways }: InviteCardProps) {
  return (
    <div class="invite-place" style={boxStyle(box)}>
      <section class="invite" aria-label={ways.t("invite.title")}>
        <p>{ways.t("invite.alone")}</p>
        <InviteWays {...ways} />
      </section>
    </div>
  );
}
