// What is known of a file that a chat announces.
import type { Progress } from "./downloads.ts";

/** What is known of one announced file. */
export interface FileStatus {
  /** "forbidden": who announced it may not; "here": this page has it whole. */
  state: "offered" | "forbidden" | "here" | Progress["phase"];
  progress: Progress | null;
  /** How many others in the room hold it. */
  holders: number;
  isOwn: boolean;
  /** Address of a small picture of it; null without one. */
  preview: string | null;
}
