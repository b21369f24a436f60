// Who of a room's members records the call, and what the others answered: pure.
import type { Member } from "../../protocol/shapes.ts";

interface Recorded {
  readonly members: readonly Member[];
}

/** A member who records the call; `begun` as the server's clock says it. */
export function recorded(member: Member, begun: number): Member {
  return { ...member, recording: member.recording ?? begun };
}

/** A member who records nothing. */
export function unrecorded({ recording: _, ...member }: Member): Member {
  return member;
}

/** When the newest recording that anybody makes, or was told of, began; 0 for none. */
export function newestRecording({ members }: Recorded): number {
  return Math.max(
    0,
    ...members.map(({ recording, consent }) => Math.max(recording ?? 0, consent?.told ?? 0)),
  );
}

/** Whether anybody records the call. */
export function isRecorded({ members }: Recorded): boolean {
  return members.some(({ recording }) => recording !== undefined);
}

/** A member whose new page records nothing and was told of nothing yet; a refusal stays. */
export function ofNewPage({ recording: _, consent, ...member }: Member): Member {
  return consent?.agrees === false ? { ...member, consent } : member;
}

/** Whether both record the same, and have answered the same. */
export function sameRecording(a: Member, b: Member): boolean {
  return a.recording === b.recording && a.consent?.told === b.consent?.told &&
    a.consent?.agrees === b.consent?.agrees;
}
