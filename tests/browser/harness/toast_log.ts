// Notes every toast as it comes: the first may be gone before the second is there on a slow computer.
import type { ChromiumPerson } from "./chromium.ts";

type PageWithToasts = typeof globalThis & { __toasts: string[] };

/** Begins with the next page that is opened. */
export async function noteToasts({ page }: ChromiumPerson): Promise<void> {
  await page.addInitScript(() => {
    const toasts: string[] = (globalThis as PageWithToasts).__toasts = [];
    new MutationObserver((changes) => {
      for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
        if ((node as Element).matches?.(".toast")) toasts.push(node.textContent ?? "");
      }
    }).observe(document, { subtree: true, childList: true });
  });
}

/** The words of all that have come. */
export function notedToasts({ page }: ChromiumPerson): Promise<string[]> {
  return page.evaluate(() => (globalThis as PageWithToasts).__toasts);
}
