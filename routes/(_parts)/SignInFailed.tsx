// The page that says why a sign-in came to nothing, and how to go on.
import { Head } from "fresh/runtime";
import { PageFrame } from "@/components/page_layout/PageFrame.tsx";
import type { Theme } from "@/components/base/theme.ts";
import type { T } from "@/i18n/messages.ts";
import type { SignInProblem } from "@/server/signin/mod.ts";

interface Props {
  problem: SignInProblem;
  t: T;
  theme: Theme;
  here: URL;
}

export function SignInFailed({ problem, t, theme, here }: Props) {
  return (
    <PageFrame t={t} theme={theme} here={here} class="center">
      <Head>
        <title>{t("title.signin")}</title>
      </Head>
      <h1>{t(`signin.${problem}.title`)}</h1>
      <p class="lead">{t(`signin.${problem}.help`)}</p>
      <p class="row">
        <a class="btn primary big" href="/signin" aria-current="false">{t("signin.again")}</a>
        <a class="btn big" href="/" aria-current="false">{t("nav.home")}</a>
      </p>
    </PageFrame>
  );
}
