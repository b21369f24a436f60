// A newer version of the product is on the server than in this page: one button brings it.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { Icon } from "../base/Icon.tsx";
import { Problem } from "../base/Problem.tsx";
import { ReloadButton } from "../base/ReloadButton.tsx";
import { hasLostExtras } from "../load_extras.ts";

interface Props {
  call: Call;
  t: T;
}

/** Whether parts of this page are gone, or the server does not understand it any more. */
function isOutdated(call: Call): boolean {
  return call.model.outdated.value || hasLostExtras.value;
}

/** Before the call. */
export function NewVersion({ call, t }: Props) {
  if (!isOutdated(call)) return null;
  return (
    <Problem tone="info" title={t("update.title")} help={t("update.help")}>
      <ReloadButton from={call} t={t} />
    </Problem>
  );
}

/** In a call, which goes on. */
export function NewVersionBanner({ call, t }: Props) {
  if (!isOutdated(call)) return null;
  return (
    <div class="banner">
      <Icon name="refresh-cw" />
      <p>{t("update.call")}</p>
      <ReloadButton from={call} t={t} />
    </div>
  );
}
