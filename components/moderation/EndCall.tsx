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

/** A second press comes sooner than the question is read, in milliseconds. */
const READING_MS = 500;

/** Both ask twice: the one shows a secret, the other cannot be undone. */
export function EndCall({ hostLink, onEnd, t }: Props) {
  const shown = useSignal(false);
  /** When it was asked; 0 before. */
  const asked = useSignal(0);
  const failure = useSignal<Failure | null>(null);
  async function end(): Promise<void> {
    failure.value = await onEnd();
  }
  /** By mouse the second half of a double click, by key two presses in one go: nobody read that yet. */
  function press({ detail, timeStamp, isTrusted }: MouseEvent): void {
    const inHaste = detail > 1 || (detail === 0 && timeStamp - asked.value < READING_MS);
    if (asked.value === 0) asked.value = timeStamp;
    else if (!isTrusted || !inHaste) void end();
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
      <button type="button" class="btn danger" onClick={press}>
        <Icon name="phone-off" /> {t(asked.value === 0 ? "host.end" : "host.end.sure")}
      </button>
      <Refused why={failure.value} t={t} />
    </div>
  );
}
