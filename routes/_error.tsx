// The page for what went wrong: no such page, a link that names no room, a failure of ours.
import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { PageFrame } from "@/components/page_layout/PageFrame.tsx";
import { define } from "@/utils.ts";
import { meet } from "./(_parts)/request_state.ts";
import { pageHeaders } from "./(_parts)/security.ts";

/** An error leaves the middleware's chain, so the page brings its security headers itself. */
export const handler = define.handlers((ctx) =>
  page(undefined, { headers: pageHeaders(meet(ctx).origin) })
);

export default define.page(function ErrorPage({ error, state, url }) {
  const { t, theme } = state;
  const status = error instanceof HttpError ? error.status : 500;
  const kind = kindOf(status);
  return (
    <PageFrame t={t} theme={theme} here={url} class="center">
      <Head>
        <title>{t("title.error")}</title>
      </Head>
      <p class="big-code">{t("page.code", { code: status })}</p>
      <h1>{t(`page.${kind}.title`)}</h1>
      <p class="lead">{t(`page.${kind}.help`)}</p>
      <p>
        <a class="btn primary big" href="/" aria-current="false">{t("nav.home")}</a>
      </p>
    </PageFrame>
  );
});

function kindOf(status: number): "404" | "400" | "500" | "other" {
  if (status === 404 || status === 400) return `${status}`;
  return status >= 500 ? "500" : "other";
}
