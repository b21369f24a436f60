// One recording as it lies in this browser.

export interface StoredRecording {
  id: string;
  room: string;
  /** When it began, in milliseconds since 1970. */
  at: number;
  /** "cutOff": the browser or its power went away; what was written until then is there. */
  state: "running" | "whole" | "cutOff";
  /** Names of those who are in it. */
  people: readonly string[];
  /** Bytes on the disk. */
  size: number;
  /** Name of the film's file, if one was made. */
  film: string | null;
}
