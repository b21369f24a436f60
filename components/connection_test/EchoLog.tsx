// Test messages to the server and the log of its answers.
import type { EchoEntry } from "@/call/connection_test/mod.ts";
import { clock } from "@/i18n/format.ts";
import type { T } from "@/i18n/messages.ts";
import { MAX_ECHO } from "@/protocol/limits.ts";
import { Icon } from "../base/Icon.tsx";
import { useTyped } from "../base/use_typed.ts";

export interface EchoLogProps {
  /** Test messages and their answers, oldest first. */
  log: readonly EchoEntry[];
  /** Whether the page reacts to presses. */
  ready: boolean;
  onSend(text: string): void;
  t: T;
}

/** The first step of the seed's test plan: press, and read the echo in the log. */
export function EchoLog({ log, ready, onSend, t }: EchoLogProps) {
  const { text, field } = useTyped(t("test.message.text"));
  function send(event: Event): void {
    event.preventDefault();
    onSend(text.value.trim() || t("test.message.text"));
  }
  return (
    <section class="card stack">
      <h2>{t("test.server")}</h2>
      <form class="stack" onSubmit={send}>
        <div class="field">
          <label class="label" for="echo-text">{t("test.message")}</label>
          <input
            class="input"
            id="echo-text"
            ref={field}
            maxLength={MAX_ECHO}
            value={text.value}
            onInput={(event) => text.value = event.currentTarget.value}
          />
        </div>
        <button type="submit" class="btn primary" disabled={!ready}>
          <Icon name="send" /> {t("test.send")}
        </button>
      </form>
      <div class="log" role="log" aria-label={t("test.log")} tabIndex={0}>
        {log.length === 0 && <p>{t("test.log.empty")}</p>}
        {log.map((entry) => <Entry key={entry.id} entry={entry} t={t} />)}
      </div>
    </section>
  );
}

function Entry({ entry, t }: { entry: EchoEntry; t: T }) {
  const { at, text, roundTrip, failure } = entry;
  return (
    <p>
      <time dateTime={new Date(at).toISOString()}>{clock(at, t.locale)}</time>{" "}
      {t("test.sent", { text })} {roundTrip !== null && (
        <>
          — {t("test.echo", { text })} <b>{t("test.reply", { ms: Math.max(1, roundTrip) })}</b>
        </>
      )}
      {failure !== null && <b>— {t("test.noReply", { reason: t(`error.${failure}`) })}</b>}
    </p>
  );
}
