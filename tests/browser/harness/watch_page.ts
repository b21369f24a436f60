// Notes what a page of Chromium says that no page should say: errors, crashes, requests elsewhere.
import type { Page } from "@/tests/packages/playwright.ts";
import type { Guard } from "./guards.ts";

/** How long an action of a page may take. */
const TIMEOUT_MS = 30_000;

/** Tells `guard` from now on; a question before the page goes is answered with yes. */
export async function watch(page: Page, guard: Guard): Promise<void> {
  page.setDefaultTimeout(TIMEOUT_MS);
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    const { url, lineNumber } = message.location();
    guard.note("console", `${message.text()} (${url}:${lineNumber})`);
  });
  page.on(
    "pageerror",
    (error) => guard.note("exception", error.stack || error.message || error.name),
  );
  page.on("request", (request) => guard.noteRequest(request.url()));
  page.on("websocket", (socket) => guard.noteRequest(socket.url()));
  page.on("crash", () => guard.note("crash", "the page crashed"));
  page.on("dialog", async (dialog) => {
    if (dialog.type() !== "beforeunload") {
      guard.note("dialog", `${dialog.type()}: ${dialog.message()}`);
    }
    await dialog.accept();
  });
  await page.exposeBinding("__report", (_source, kind: string, text: string) => {
    if (kind !== "rejection") guard.noteFromPage(kind, text); // those come as "pageerror", too
  });
}
