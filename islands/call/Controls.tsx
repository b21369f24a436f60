// The bar, the keys and the dialogs of the call, once it is loaded.
import "@/i18n/ready.ts";
import { useT } from "@/i18n/active.ts";
import type { Locale } from "@/i18n/locales.ts";
import { inCall } from "@/hooks/use_lobby.ts";

interface Props {
  locale: Locale;
}

export default function Controls({ locale }: Props) {
  const t = useT(locale);
  const { value: loaded } = inCall;
  return loaded && <loaded.CallControls call={loaded.call} t={t} />;
}
