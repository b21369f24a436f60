// The call's header and stage, once the call is loaded; the title and the look of the page in any case.
import "@/i18n/ready.ts";
import { useEffect } from "preact/hooks";
import { useT } from "@/i18n/active.ts";
import type { Locale } from "@/i18n/locales.ts";
import { inCall, useLobby } from "@/hooks/use_lobby.ts";
import { useTitle } from "@/hooks/use_title.ts";

interface Props {
  room: string;
  locale: Locale;
}

export default function VideoGrid({ room, locale }: Props) {
  const lobby = useLobby(room);
  const t = useT(locale);
  const { value: loaded } = inCall;
  const { calm } = lobby.preferences.settings.value;
  useTitle(lobby, { call: loaded?.call ?? null, t });
  useEffect(() => {
    document.documentElement.classList.toggle("reduce-motion", calm);
  }, [calm]);
  return loaded && <loaded.CallStage call={loaded.call} t={t} />;
}
