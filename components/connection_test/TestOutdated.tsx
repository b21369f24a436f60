// The server is of another version than this page: what it would find out is not worth much.
import type { TestPage } from "@/call/connection_test/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { Problem } from "../base/Problem.tsx";
import { ReloadButton } from "../base/ReloadButton.tsx";

export function TestOutdated({ test, t }: { test: TestPage; t: T }) {
  if (!test.outdated.value) return null;
  return (
    <Problem tone="info" title={t("update.title")}>
      <ReloadButton from={test} t={t} />
    </Problem>
  );
}
