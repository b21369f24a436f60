// The ways to invite somebody: copy the link, hand it to another app, let a phone scan it.
import type { T } from "@/i18n/messages.ts";
import { Icon } from "../base/Icon.tsx";
import { CopyLink } from "../page_layout/CopyLink.tsx";
import { LinkField } from "../page_layout/LinkField.tsx";
import { LinkCode } from "./LinkCode.tsx";

export interface InviteWaysProps {
  /** What the room is called. */
  title: string;
  /** The address under which others find the room. */
  link: string;
  /** Opens the system's sheet to hand the link to another app; null where there is none. */
  onShare: (() => void) | null;
  t: T;
}

/** The link itself never leaves this machine to be drawn. */
export function InviteWays({ title, link, onShare, t }: InviteWaysProps) {
  return (
    <>
      <p class="invite-room">
        <bdi>{title}</bdi>
      </p>
      <LinkField link={link} label={t("invite.link")} />
      <div class="row invite-ways">
        <CopyLink link={link} t={t} primary />
        {onShare && (
          <button type="button" class="btn" onClick={onShare}>
            <Icon name="share-2" /> {t("invite.share")}
          </button>
        )}
      </div>
      <LinkCode text={link} label={t("invite.qr")} />
    </>
  );
}
