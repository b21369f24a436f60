// The panels beside the stage, once the call is loaded.
import "@/i18n/ready.ts";
import { useT } from "@/i18n/active.ts";
import type { Locale } from "@/i18n/locales.ts";
import { inCall } from "@/hooks/use_lobby.ts";

interface Props {
  locale: Locale;
}

export default function SidePanel({ locale }: Props) {
  const t = useT(locale);
  const { value: loaded } = inCall;
  return loaded && <loaded.SidePanel call={loaded.call} t={t} />;
}
