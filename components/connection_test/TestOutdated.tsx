// The server is of another version than this page: what it would find out is not worth much.
import type { T } from "@/i18n/messages.ts";
import { Problem } from "../base/Problem.tsx";
import { ReloadButton } from "../base/ReloadButton.tsx";

/** Above the test, which can be made all the same. */
export function TestOutdated({ onReload, t }: { onReload(): void; t: T }) {
  return (
    <Problem tone="info" title={t("update.title")}>
      <ReloadButton onReload={onReload} t={t} />
    </Problem>
  );
}
