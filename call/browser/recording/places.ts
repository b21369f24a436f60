// Where recordings lie in the browser's file system, and who holds them.

/** The folder of all recordings. */
export const RECORDINGS = "recordings";

/** The web lock that is held while a recording is being made. */
export function lockOf(id: string): string {
  return `recording:${id}`;
}
