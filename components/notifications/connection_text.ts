// Whose trouble it is that the server cannot be reached, in words.
import type { ConnectionProblem } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";

/** What is wrong, and what helps; `page` is the address in the visitor's browser. */
export function signalingText(
  trouble: ConnectionProblem,
  { page, t }: { page: string; t: T },
): { title: string; help: string } {
  const { kind } = trouble;
  const help = kind === "origin"
    ? t("wire.origin.help", { page, own: trouble.own })
    : t(`wire.${kind}.help`);
  return { title: t(`wire.${kind}.title`), help };
}
