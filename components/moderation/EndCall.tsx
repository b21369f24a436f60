// The way to be a host in another browser, and the end of the call for everybody.
import { useSignal } from "@preact/signals";
import type { Failure } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { Icon } from "../base/Icon.tsx";
import { Refused } from "../base/Refused.tsx";
import { LinkField } from "../page_layout/LinkField.tsx";

interface Props {
  /** The link that makes another browser a host; null where this one does not have it. */
  hostLink: string | null;
  /** Ends the call for everybody; resolves to why the server refused, or null. */
  onEnd(): Promise<Failure | null>;
  t: T;
}

/** Both ask twice: the one shows a secret, the other cannot be undone. */
export function EndCall({ hostLink, onEnd, t }: Props) {
  const shown = useSignal(false);
  const asking = useSignal(false);
  const failure = useSignal<Failure | null>(null);
  async function end(): Promise<void> {
    failure.value = await onEnd();
  }
  return (
    <div class="field">
      {hostLink !== null && (shown.value
        ? (
          <>
            <LinkField link={hostLink} label={t("host.link")} />
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
        onClick={() => asking.value ? void end() : asking.value = true}
      >
        <Icon name="phone-off" /> {t(asking.value ? "host.end.sure" : "host.end")}
      </button>
      <Refused why={failure.value} t={t} />
    </div>
  );
}
