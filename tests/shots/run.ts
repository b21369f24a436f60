// `deno task shots [readme] [ky] [ru] [en] [desk] [phone]`: pictures of the product. Without words: all.
import { LOCALES } from "@/i18n/locales.ts";
import { Chromium } from "../browser/harness/chromium.ts";
import { buildOnce, Server } from "../browser/harness/server.ts";
import { shootReadme } from "./readme.ts";
import { shootScreens, SIZES } from "./screens.ts";

const asked = new Set(Deno.args);
const wants = (word: string, group: readonly string[]) =>
  asked.has(word) || !group.some((other) => asked.has(other));
const all = !asked.has("readme");
const sizes = Object.keys(SIZES) as (keyof typeof SIZES)[];

await buildOnce();
const server = await Server.start();
const browser = await Chromium.open({ origin: server.url });
try {
  if (!all || asked.size === 0) await shootReadme(browser);
  for (const locale of LOCALES.filter((locale) => all && wants(locale, LOCALES))) {
    for (const size of sizes.filter((size) => wants(size, sizes))) {
      await shootScreens(browser, { locale, size });
    }
  }
} finally {
  await browser.close();
  await server.stop();
}
Deno.exit(0);
