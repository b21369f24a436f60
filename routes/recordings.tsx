// The recordings that lie in the visitor's browser. The server knows none of them.
import { Head } from "fresh/runtime";
import { PageFrame } from "@/components/page_layout/PageFrame.tsx";
import Recordings from "@/islands/device/Recordings.tsx";
import { define } from "@/utils.ts";

export default define.page(function RecordingsPage({ state: { locale, t, theme }, url }) {
  return (
    <PageFrame t={t} theme={theme} here={url} class="recordings-page">
      <Head>
        <title>{t("title.rec")}</title>
      </Head>
      <h1>{t("rec.title")}</h1>
      <p class="intro">{t("rec.sub")}</p>
      <Recordings locale={locale} />
    </PageFrame>
  );
});
