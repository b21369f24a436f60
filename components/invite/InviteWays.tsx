// The ways to invite somebody: copy the link, hand it to another app, let a phone scan it.
import type { Call } from "@/call/mod.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { T } from "@/i18n/messages.ts";
import { Icon } from "../base/Icon.tsx";
import { CopyLink } from "../page_layout/CopyLink.tsx";
import { LinkField } from "../page_layout/LinkField.tsx";
import { roomLink } from "../page_layout/room_link.ts";
import { useExtra } from "../load_extras.ts";

/** The link itself never leaves this machine to be drawn. */
export function InviteWays({ call, t }: { call: Call; t: T }) {
  const link = useSignal("");
  const canShare = useSignal(false);
  const QrCode = useExtra(link.value !== "", (all) => all.QrCode);
  useEffect(() => {
    link.value = roomLink(call.session.credentials.fragment);
    canShare.value = typeof navigator.share === "function";
  }, []);
  return (
    <>
      <p class="invite-room">
        <bdi>{call.title.shown}</bdi>
      </p>
      <LinkField link={link.value} label={t("invite.link")} />
      <div class="row invite-ways">
        <CopyLink link={link.value} t={t} primary />
        {canShare.value && (
          <button
            type="button"
            class="btn"
            onClick={() => share(link.value, call.title.shown.value)}
          >
            <Icon name="share-2" /> {t("invite.share")}
          </button>
        )}
      </div>
      {QrCode && <QrCode text={link.value} label={t("invite.qr")} />}
    </>
  );
}

/** Closing the system's sheet is no error. */
function share(url: string, title: string): void {
  navigator.share({ title, url }).catch(() => {});
}
