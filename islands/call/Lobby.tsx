// Everything outside the call itself: the lobby before it, the page after it.
import "@/i18n/ready.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Lobby as LobbyOfPage } from "@/call/lobby.ts";
import { bound, type OfCall } from "@/components/base/bound.tsx";
import { useAroundCall } from "@/components/load_parts.ts";
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
import { inCall, loadWhenTouched, useLobby, withCall } from "@/hooks/use_lobby.ts";

interface Props {
  room: string;
  locale: Locale;
  /** The name of who signed in. */
  suggested: string | null;
}

const Form = bound(LobbyForm, useLobbyFormProps);
const OwnPreview = bound(Preview, previewProps);

export default function Lobby({ room, locale, suggested }: Props) {
  const lobby = useLobby(room);
  const t = useT(locale);
  useEffect(() => {
    keepAddress();
    guardPresses(document);
    lobby.open(suggested);
    registerWorker();
    return loadWhenTouched(lobby);
  }, []);
  const phase = lobby.membership.phase.value;
  const call = inCall.value?.call;
  // In a call already: its server may be away when it ends.
  const begun = phase === "call"
    ? call?.settled.value ?? false
    : !["lobby", "joining", "waiting"].includes(phase);
  const LeftScreen = useAroundCall(begun, (all) => all.LeftScreen);
  const ReplacedScreen = useAroundCall(begun, (all) => all.ReplacedScreen);
  const RemovedScreen = useAroundCall(begun, (all) => all.RemovedScreen);
  switch (phase) {
    case "lobby":
    case "joining":
    case "waiting":
      return <Before call={lobby} t={t} />;
    case "call":
      return null;
    case "left":
      return call && LeftScreen && <LeftScreen call={call} t={t} />;
    case "replaced":
      return call && ReplacedScreen && <ReplacedScreen call={call} t={t} />;
    case "removed":
    case "ended":
      return call && RemovedScreen && <RemovedScreen call={call} t={t} />;
  }
  return phase satisfies never;
}

function Before({ call: lobby, t }: OfCall<LobbyOfPage>) {
  const isWaiting = lobby.membership.phase.value === "waiting";
  const WaitingScreen = useAroundCall(isWaiting, (all) => all.WaitingScreen);
  const call = inCall.value?.call;
  const onSettings = () => withCall(lobby, ({ panels }) => panels.open("settings"));
  return (
    <main class="main lobby" id="main" tabIndex={-1}>
      <h1>{t("lobby.h1")}</h1>
      {isOutdated(lobby) && <NewVersion onReload={() => lobby.reload()} t={t} />}
      <Unfinished t={t} />
      <OwnPreview call={lobby} t={t} onSettings={onSettings} />
      {!isWaiting
        ? <Form call={lobby} t={t} />
        : call && WaitingScreen && <WaitingScreen call={call} t={t} />}
    </main>
  );
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
