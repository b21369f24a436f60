// What happened to whom between two states of a room: pure.
import type { Author, SystemKind } from "../../protocol/shapes.ts";
import { memberOf, type Room } from "./room.ts";

/** Something that the chat tells; `of` is the person concerned, or the person's former name. */
export interface MembershipChange {
  kind: SystemKind;
  from: Author;
  of?: Author;
}

/** What happened to whom between two states of one room, for its system messages. */
export function membershipChanges(before: Room, after: Room): MembershipChange[] {
  const lines: MembershipChange[] = [];
  for (const { id, name, media, recording } of before.members) {
    const now = memberOf(after, id);
    if (now === undefined) {
      lines.push({ kind: "left", from: { id, name } });
      continue;
    }
    const from = { id, name: now.name };
    if (now.name !== name) lines.push({ kind: "renamed", from, of: { id, name } });
    if (now.media.screen !== media.screen) {
      lines.push({ kind: now.media.screen ? "screenStarted" : "screenStopped", from });
    }
    if (now.recording !== recording) {
      lines.push({ kind: now.recording ? "recordingStarted" : "recordingStopped", from });
    }
  }
  for (const { id, name } of after.members) {
    if (memberOf(before, id) === undefined) lines.push({ kind: "joined", from: { id, name } });
  }
  return lines;
}
