// Who may be written into a recording: pure.
import type { Member } from "../../protocol/shapes.ts";

/**
 * The recorder, and everybody whose page has shown that this recording is made and who does not
 * refuse. Nobody while the room does not know of it.
 */
export function recordedMembers(members: readonly Member[], self: string | null): string[] {
  const begun = members.find(({ id }) => id === self)?.recording;
  if (begun === undefined) return [];
  const agrees = ({ id, consent }: Member) =>
    id === self || (consent !== undefined && consent.agrees && consent.told >= begun);
  return members.filter(agrees).map(({ id }) => id);
}

/** Those who do not want to be in it. */
export function refusingMembers(members: readonly Member[], self: string | null): string[] {
  return members.filter(({ id, consent }) => id !== self && consent?.agrees === false)
    .map(({ id }) => id);
}

/** When the newest recording began that anybody makes (server time); null for none. */
export function newestRecording(members: readonly Member[]): number | null {
  const begun = members.flatMap(({ recording }) => recording ?? []);
  return begun.length === 0 ? null : Math.max(...begun);
}
