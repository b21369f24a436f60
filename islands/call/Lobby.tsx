// Everything outside the call itself: the lobby before it, the page after it.
import "@/i18n/ready.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { bound } from "@/components/base/bound.tsx";
import { useExtra } from "@/components/load_extras.ts";
import { previewProps, useLobbyFormProps } from "@/components/lobby/lobby_form_props.ts";
import { LobbyForm } from "@/components/lobby/LobbyForm.tsx";
import { Preview } from "@/components/lobby/Preview.tsx";
import { NewVersion } from "@/components/notifications/NewVersion.tsx";
import { useT } from "@/i18n/active.ts";
import type { T } from "@/i18n/messages.ts";
import type { Locale } from "@/i18n/locales.ts";
import { keepAddress } from "@/call/browser/ports.ts";
import { guardPresses } from "@/components/base/press_guard.ts";
import { hasUnfinishedRecordings } from "@/hooks/unfinished_recordings.ts";
import { isOutdated } from "@/hooks/is_outdated.ts";
import { registerWorker } from "@/hooks/register_worker.ts";
import { useCall } from "@/hooks/use_call.ts";

interface Props {
  room: string;
  locale: Locale;
  /** The name of who signed in. */
  suggested: string | null;
}

const Form = bound(LobbyForm, useLobbyFormProps);
const OwnPreview = bound(Preview, previewProps);

export default function Lobby({ room, locale, suggested }: Props) {
  const call = useCall(room);
  const t = useT(locale);
  useEffect(() => {
    keepAddress();
    guardPresses(document);
    call.open(suggested);
    registerWorker();
  }, []);
  const phase = call.membership.phase.value;
  // In a call already: its server may be away when it ends.
  const begun = !["lobby", "joining", "waiting"].includes(phase);
  const LeftScreen = useExtra(begun, (all) => all.LeftScreen);
  const ReplacedScreen = useExtra(begun, (all) => all.ReplacedScreen);
  const RemovedScreen = useExtra(begun, (all) => all.RemovedScreen);
  const WaitingScreen = useExtra(phase === "waiting", (all) => all.WaitingScreen);
  switch (phase) {
    case "call":
      return null;
    case "left":
      return LeftScreen && <LeftScreen call={call} t={t} />;
    case "replaced":
      return ReplacedScreen && <ReplacedScreen call={call} t={t} />;
    case "removed":
    case "ended":
      return RemovedScreen && <RemovedScreen call={call} t={t} />;
    default:
      return (
        <main class="main lobby" id="main" tabIndex={-1}>
          <h1>{t("lobby.h1")}</h1>
          {isOutdated(call) && <NewVersion onReload={() => call.reload()} t={t} />}
          <Unfinished t={t} />
          <OwnPreview call={call} t={t} />
          {phase !== "waiting"
            ? <Form call={call} t={t} />
            : WaitingScreen && <WaitingScreen call={call} t={t} />}
        </main>
      );
  }
}

/** A recording of before broke off: the way to it. */
function Unfinished({ t }: { t: T }) {
  const isThere = useSignal(false);
  useEffect(() => {
    hasUnfinishedRecordings().then((has) => isThere.value = has, () => {});
  }, []);
  return isThere.value && (
    <p role="status">
      {t("rec.unfinished")} <a href="/recordings" target="_blank">{t("rec.open")}</a>
    </p>
  );
}
