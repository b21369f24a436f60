// What stands beside the streams of a recording, one JSON value a line: lines are only ever added. Pure.
import type { MediaFlags } from "../../protocol/slots.ts";

/** What is noted of one person, in the person's own file; `t` in milliseconds of the recording. */
export type Note =
  & { t: number }
  & (
    | { kind: "name"; name: string }
    | { kind: "media"; media: MediaFlags }
    | { kind: "left" }
    | { kind: "said"; id: string; text: string }
    | { kind: "unsaid"; id: string }
  );

/** What is noted of the whole recording. */
export type RecordingNote =
  | { kind: "begun"; room: string; at: number }
  | { kind: "ended"; t: number }
  | { kind: "film"; name: string };

/** One note as it is written. */
export function lineOf(note: Note | RecordingNote): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${JSON.stringify(note)}\n`);
}

/** All notes that are whole: the last line may break off, and what is no note is left out. */
export function notesIn<N extends Note | RecordingNote>(text: string): N[] {
  return text.split("\n").flatMap((line) => {
    try {
      const note: unknown = JSON.parse(line);
      return typeof note === "object" && note !== null && "kind" in note ? [note as N] : [];
    } catch {
      return [];
    }
  });
}
