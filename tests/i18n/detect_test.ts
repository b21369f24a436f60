// Which language a visitor gets, and which advice their browser.
import assert from "node:assert/strict";
import { detectLocale, preferredLocale } from "@/i18n/detect.ts";
import { permissionSteps, systemSteps } from "@/i18n/permission_steps.ts";

const NOTHING = { query: null, cookie: null, acceptLanguage: null };

Deno.test("without any hint the language is Kyrgyz", () => {
  assert.equal(detectLocale(NOTHING), "ky");
  assert.equal(detectLocale({ ...NOTHING, acceptLanguage: "de-DE,de;q=0.9,*;q=0.5" }), "ky");
});

Deno.test("?lang= beats the cookie, and the cookie beats the browser's languages", () => {
  const all = { query: "en", cookie: "ru", acceptLanguage: "ky" };
  assert.equal(detectLocale(all), "en");
  assert.equal(detectLocale({ ...all, query: null }), "ru");
  assert.equal(detectLocale({ ...all, query: null, cookie: null }), "ky");
});

Deno.test("a hint that names no language of ours is passed over", () => {
  const all = { query: "xx", cookie: "../ky", acceptLanguage: "ru-RU" };
  assert.equal(detectLocale(all), "ru");
});

Deno.test("Accept-Language is read by weight, and by order where weights are equal", () => {
  assert.equal(preferredLocale("ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7"), "ru");
  assert.equal(preferredLocale("en;q=0.5, ky;q=0.8"), "ky");
  assert.equal(preferredLocale("fr, en;q=0.3"), "en");
  assert.equal(preferredLocale("en, ky"), "en");
  assert.equal(preferredLocale("KY-Cyrl-KG"), "ky");
  assert.equal(preferredLocale("en;q=0, ru;q=0.1"), "ru");
});

Deno.test("a malformed Accept-Language does no harm", () => {
  assert.equal(preferredLocale(""), null);
  assert.equal(preferredLocale(",;q=,;;,ky;q=zz"), null);
  assert.equal(preferredLocale("ru;q=7"), null);
  assert.equal(preferredLocale("a".repeat(10_000) + ",en"), "en");
});

Deno.test("each browser gets its own way to give permission", () => {
  const chrome =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36";
  const safari = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15";
  const iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) CriOS/130 Safari/604.1";
  assert.equal(permissionSteps(chrome), "steps.chrome");
  assert.equal(permissionSteps(chrome + " Edg/156.0"), "steps.chrome");
  assert.equal(permissionSteps("Mozilla/5.0 (Linux; Android 15) Chrome/156.0"), "steps.android");
  assert.equal(permissionSteps("Mozilla/5.0 (Android 15; Mobile) Firefox/153.0"), "steps.firefox");
  assert.equal(permissionSteps(safari), "steps.safari");
  assert.equal(permissionSteps(iphone), "steps.ios");
  assert.equal(permissionSteps(""), "steps.other");
  assert.equal(systemSteps(safari), "steps.os.macos");
  assert.equal(systemSteps(iphone), "steps.os.other");
  assert.equal(systemSteps("Mozilla/5.0 (Windows NT 10.0; Win64; x64)"), "steps.os.windows");
});
