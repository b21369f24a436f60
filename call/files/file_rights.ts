// Whose files a page fetches and serves: every page decides that for itself. Pure but for its signals.
import type { ReadonlySignal } from "@preact/signals-core";
import type { Rules } from "../../protocol/roles.ts";
import type { Member } from "../../protocol/shapes.ts";
import { may } from "../permissions/permissions.ts";

/**
 * Whether one of the authors may share files now. Of somebody who has left the room nothing more is
 * known, so that what holds for all decides.
 */
export function mayOffer(
  authors: ReadonlySet<string>,
  { rules, members }: {
    rules: ReadonlySignal<Rules | null>;
    members: ReadonlySignal<readonly Member[]>;
  },
): boolean {
  const { value } = rules;
  if (value === null || value.rights.files) return true;
  return members.value.some((member) =>
    authors.has(member.id) && may("files", { ...member, rules: value })
  );
}
