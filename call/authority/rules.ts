// What the rules of a room let somebody do: pure.
import type { Right, Role, Rules } from "../../protocol/roles.ts";
import type { MediaFlags } from "../../protocol/slots.ts";

/** Whether a role has a right under these rules; in an open room (null) everybody has all. */
export function may(right: Right, { rules, role }: { rules: Rules | null; role: Role }): boolean {
  return rules === null || role === "host" || rules.rights[right];
}

/** What is on although the rules forbid it. `known` is what the room believes to be on. */
export function forbidden(
  flags: MediaFlags,
  { rules, role, known }: { rules: Rules | null; role: Role; known: MediaFlags },
): ("mic" | "camera" | "screen")[] {
  const wrong: ("mic" | "camera" | "screen")[] = [];
  const lacks = (right: Right) => !may(right, { rules, role });
  if (flags.mic && !known.mic && lacks("mic")) wrong.push("mic"); // who speaks may go on
  if (flags.camera && lacks("camera")) wrong.push("camera");
  if (flags.screen && lacks("screen")) wrong.push("screen");
  return wrong;
}
