// What the rules of a room let somebody do: pure.
import type { OwnRights, Right } from "../../protocol/rights.ts";
import type { Role, Rules } from "../../protocol/roles.ts";
import type { MediaFlags } from "../../protocol/slots.ts";

/** Under which rules somebody is, as what, and what was given to them alone, or taken away. */
export interface PermissionContext {
  rules: Rules | null;
  role: Role;
  rights?: OwnRights | undefined;
}

/** Whether somebody has a right; in an open room (no rules) everybody has all. */
export function may(right: Right, { rules, role, rights }: PermissionContext): boolean {
  return rules === null || role === "host" || (rights?.[right] ?? rules.rights[right]);
}

/** What is on although the rules forbid it. `known` is what the room believes to be on. */
export function forbidden(
  flags: MediaFlags,
  { known, ...context }: PermissionContext & { known: MediaFlags },
): ("mic" | "camera" | "screen")[] {
  const wrong: ("mic" | "camera" | "screen")[] = [];
  const lacks = (right: Right) => !may(right, context);
  if (flags.mic && !known.mic && lacks("mic")) wrong.push("mic"); // who speaks may go on
  if (flags.camera && lacks("camera")) wrong.push("camera");
  if (flags.screen && lacks("screen")) wrong.push("screen");
  return wrong;
}
