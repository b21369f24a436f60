// What the page and the worker that stores its files say to each other.
import type { Bytes } from "./pieces.ts";

/** Each question has a number, which its answer repeats. */
export type StoreQuestion =
  & {
    number: number;
    /** Names of the folders, the outermost first, in which the file stands. */
    folder: readonly string[];
    name: string;
  }
  & (
    | { ask: "open" | "close" | "remove" }
    | { ask: "write"; at: number; bytes: Bytes }
    | { ask: "read"; at: number; length: number }
  );

export interface StoreAnswer {
  number: number;
  /** Why the question could not be answered. */
  error?: string;
  /** Of "open": how long the file is. */
  size?: number;
  /** Of "read". */
  bytes?: Bytes;
}
