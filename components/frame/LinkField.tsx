// A link to be copied by hand: the focus marks all of it.
import type { T } from "@/i18n/messages.ts";

export function LinkField({ link, t }: { link: string; t: T }) {
  return (
    <input
      class="input invite-link"
      readOnly
      value={link}
      aria-label={t("invite.link")}
      onFocus={(event) => event.currentTarget.select()}
    />
  );
}
