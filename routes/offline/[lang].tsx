// What the service worker shows where there is no network: kept by the browser, one per language.
import { HttpError } from "fresh";
import { asset, Head } from "fresh/runtime";
import { isLocale, translator } from "@/i18n/messages.ts";
import { define } from "@/utils.ts";

/** The address bar keeps what was asked for, so a link to nowhere tries exactly that again. */
export default define.page(function Offline({ params: { lang } }) {
  if (!isLocale(lang)) throw new HttpError(404);
  const t = translator(lang);
  return (
    <main class="main center offline" id="main" tabIndex={-1} lang={lang}>
      <Head>
        <title>{t("offline.title")}</title>
      </Head>
      <h1>{t("offline.title")}</h1>
      <p>{t("offline.help")}</p>
      <ul>
        <li>{t("offline.wifi")}</li>
        <li>{t("offline.server")}</li>
      </ul>
      <p class="row">
        <a class="btn primary big" href="" aria-current="false" data-again>
          {t("action.retry")}
        </a>
      </p>
      <script src={asset("/again.js")} />
    </main>
  );
});
