// The way to be a host in another browser, and the end of the call for everybody.
import { useSignal } from "@preact/signals";
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { Icon } from "../base/Icon.tsx";
import { LinkField } from "../page_layout/LinkField.tsx";
import { roomLink } from "../page_layout/room_link.ts";

/** Both ask twice: the one shows a secret, the other cannot be undone. */
export function EndCall({ call, t }: { call: Call; t: T }) {
  const { credentials } = call.session;
  const shown = useSignal(false);
  const asking = useSignal(false);
  const fragment = credentials.hostFragment;
  return (
    <div class="field">
      {fragment !== null && (shown.value
        ? (
          <>
            <LinkField link={roomLink(fragment)} label={t("host.link")} />
            <p class="hint">{t("host.link.help")}</p>
          </>
        )
        : (
          <button type="button" class="btn" onClick={() => shown.value = true}>
            <Icon name="link" /> {t("host.link")}
          </button>
        ))}
      <button
        type="button"
        class="btn danger"
        onClick={() => asking.value ? void call.moderation.end() : asking.value = true}
      >
        <Icon name="phone-off" /> {t(asking.value ? "host.end.sure" : "host.end")}
      </button>
    </div>
  );
}
