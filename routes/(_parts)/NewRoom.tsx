// Home's way to a new room: a button, or the way to sign in first where the server wants that.
import { Icon } from "@/components/base/Icon.tsx";
import type { T } from "@/i18n/messages.ts";
import type { SignedIn } from "@/server/signin/mod.ts";

interface Props {
  /** Whether only those may who signed in. */
  closed: boolean;
  host: SignedIn | null;
  t: T;
}

export function NewRoom({ closed, host, t }: Props) {
  if (closed && host === null) {
    return (
      <div class="home-signin">
        <a class="btn primary big wide" href="/signin">
          <Icon name="video" /> {t("signin.action")}
        </a>
        <p class="hint">{t("signin.help")}</p>
      </div>
    );
  }
  return (
    <>
      <form method="post" action="/">
        <button type="submit" class="btn primary big wide">
          <Icon name="video" /> {t("home.create")}
        </button>
      </form>
      {host !== null && <SignOut name={host.name} t={t} />}
    </>
  );
}

function SignOut({ name, t }: { name: string | null; t: T }) {
  return (
    <form class="home-signin" method="post" action="/signout">
      <p class="hint">
        {name === null ? t("signin.done") : t("signin.as", { name })}
      </p>
      <button type="submit" class="btn quiet">{t("signin.out")}</button>
    </form>
  );
}
