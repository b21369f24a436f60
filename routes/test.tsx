// The echo test.
import EchoTest from "@/islands/EchoTest.tsx";
import { define } from "@/utils.ts";

export default define.page(function Test({ state: { locale, t } }) {
  return (
    <main class="main test" id="main" tabIndex={-1}>
      <h1>{t("test.h1")}</h1>
      <p class="intro">{t("test.sub")}</p>
      <EchoTest locale={locale} />
    </main>
  );
});
