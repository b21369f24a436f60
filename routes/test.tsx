// The echo test.
import { Head } from "fresh/runtime";
import { PageFrame } from "@/components/page_layout/PageFrame.tsx";
import EchoTest from "@/islands/device/EchoTest.tsx";
import { define } from "@/utils.ts";

export default define.page(function Test({ state: { locale, t, theme }, url }) {
  return (
    <PageFrame t={t} theme={theme} here={url} class="test">
      <Head>
        <title>{t("title.test")}</title>
      </Head>
      <h1>{t("test.h1")}</h1>
      <p class="intro">{t("test.sub")}</p>
      <EchoTest locale={locale} />
    </PageFrame>
  );
});
