// In a real browser: islands hydrate alone under a strict policy, and plain pages load no script.
import assert from "node:assert/strict";
import { type Browser, chromium, type Page } from "@/tests/packages/playwright.ts";
import { Builder } from "fresh/dev";
import { until } from "../../browser/harness/wait.ts";
import { fixtureApp } from "./fixture.ts";
import { serveFixture } from "./server.ts";

const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
ARGS.push("--disable-background-networking", "--disable-component-update", "--disable-sync");

/** A page that remembers what it loaded and what it complained about. */
async function watchedPage(browser: Browser) {
  const page = await browser.newPage();
  const [complaints, scripts]: [string[], string[]] = [[], []];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (request.resourceType() === "script") scripts.push(new URL(request.url()).pathname);
  });
  return { page, complaints, scripts };
}

async function sharedSignal(browser: Browser, url: string): Promise<void> {
  const { page, complaints, scripts } = await watchedPage(browser);
  const response = await page.goto(`${url}islands`);
  assert.match(response?.headers()["content-security-policy"] ?? "", /require-trusted-types-for/);
  await page.locator("kbd", { hasText: "browser" }).waitFor();
  const button = page.locator("button");
  await button.click();
  await page.locator("output", { hasText: /^1$/ }).waitFor();
  await page.locator("button", { hasText: /^4$/ }).waitFor(); // the island kept its props
  await page.locator("i", { hasText: "жакшы бар" }).waitFor();
  await page.locator("mark").waitFor();
  await checkMarkup(page);
  assert.deepEqual(complaints, []);
  assert.equal(new Set(scripts).size, scripts.length, "nothing is loaded twice");
  await page.close();
}

async function checkMarkup(page: Page): Promise<void> {
  const look = () => {
    const main = document.querySelector("main")!;
    const text = (selector: string) => main.querySelector(selector)?.textContent;
    return {
      order: [...main.childNodes].map((node) => node.nodeName).join(" "),
      ids: [...main.querySelectorAll("[id]")].map((element) => element.id),
      hydratedId: text("code"),
      time: text("time"),
      title: main.querySelector(".mirror")?.getAttribute("title"),
      assets: [main.querySelector("img")?.getAttribute("src"), text("var")],
    };
  };
  const found = await until(() => page.evaluate(look), {
    what: "what islands add, inside their ranges",
    ok: ({ order }) =>
      order ===
        "#comment LABEL BUTTON I S #comment P #comment DIV #comment #comment MARK #comment P",
  });
  assert.equal(new Set(found.ids).size, 2, "ids differ between islands");
  assert.equal(found.hydratedId, found.ids[1], "useId() agrees with the server");
  assert.equal(found.time, "1970-01-01T00:00:00.000Z");
  assert.equal(found.title, "<b>&</script>");
  assert.match(String(found.assets[0]), /^\/icon\.svg\?__frsh_c=/);
  assert.equal(found.assets[1], found.assets[0], "asset() agrees with the server");
}

async function plainPage(browser: Browser, url: string): Promise<void> {
  const { page, complaints, scripts } = await watchedPage(browser);
  await page.goto(url, { waitUntil: "networkidle" });
  await page.locator("h1", { hasText: /^Plain$/ }).waitFor();
  assert.equal(await page.locator("script").count(), 0);
  assert.deepEqual(scripts, []);
  assert.deepEqual(complaints, []);
  await page.close();
}

async function nestedIsland(browser: Browser, url: string): Promise<void> {
  const { page, complaints } = await watchedPage(browser);
  await page.goto(`${url}nesting`);
  await page.locator("figure kbd", { hasText: "browser" }).waitFor();
  assert.deepEqual(complaints, []);
  await page.close();
}

async function noWaterfall(browser: Browser, url: string): Promise<void> {
  const { page, scripts } = await watchedPage(browser);
  const html = await (await fetch(`${url}islands`)).text();
  const preloaded = [...html.matchAll(/rel="modulepreload" href="([^"]+)"/g)].map((m) => m[1]);
  await page.goto(`${url}islands`);
  await page.locator("kbd", { hasText: "browser" }).waitFor();
  await page.locator("label", { hasText: "салам" }).waitFor();
  await page.waitForLoadState("networkidle");
  const late = scripts.filter((path) => !preloaded.includes(path));
  assert.equal(late.length, 1, "only the awaited import() of an island comes later");
  await page.close();
}

async function liveReload(browser: Browser): Promise<void> {
  const builder = new Builder({ root: import.meta.dirname + "/fixture" });
  const start = async (port: number) => {
    const app = fixtureApp();
    (await builder.build({ snapshot: "memory", mode: "development" }))(app);
    return Deno.serve({ port, hostname: "127.0.0.1", onListen: () => {} }, app.handler());
  };
  const first = await start(0);
  const { port } = first.addr;
  const page = await browser.newPage();
  const alive = page.waitForResponse((response) => response.url().endsWith("/_fresh/alive"));
  await page.goto(`http://127.0.0.1:${port}/`);
  await alive;
  const reloaded = page.waitForEvent("load");
  await first.shutdown();
  const second = await start(port);
  await reloaded;
  await page.close();
  await second.shutdown();
}

Deno.test("islands hydrate alone in a browser, under a strict policy", async (t) => {
  await using server = await serveFixture();
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ARGS });
  try {
    const { url } = server;
    await t.step("two islands share a module's signal", () => sharedSignal(browser, url));
    await t.step("a page without islands loads no script", () => plainPage(browser, url));
    await t.step(
      "an island inside an island is hydrated with it",
      () => nestedIsland(browser, url),
    );
    await t.step("all static imports are preloaded", () => noWaterfall(browser, url));
    await t.step("in development a page reloads with the server", () => liveReload(browser));
  } finally {
    await browser.close();
  }
});
