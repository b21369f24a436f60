// The sentence for browsers that are too old: in three languages, with the versions, and no script.
import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import { OldBrowser, OLDEST_BROWSERS } from "@/components/page_layout/OldBrowser.tsx";
import { inEachLanguage } from "../kit/mod.ts";

inEachLanguage("a browser that is too old reads which versions are needed", (t) => {
  const html = renderToString(<OldBrowser t={t} />);
  for (const version of Object.values(OLDEST_BROWSERS)) assert.ok(html.includes(version), html);
});
