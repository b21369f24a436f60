// What a call needs of the browser to record; call/browser/recording/ implements it.
import type { Slot } from "../../protocol/slots.ts";
import type { ReceiverLike } from "../rtc_ports.ts";
import type { Note } from "./recorded_log.ts";

/** How a recording is doing. */
export type RecorderState = "running" | "low" | "full" | "failed" | "unsupported";

/** Makes recordings on this device. */
export interface RecordingPort {
  /** Whether this browser lets a page read encoded frames, and has a place to keep them. */
  readonly supported: boolean;
  /** Begins a recording; it is the only one of its page. */
  open(about: { room: string; onState(state: RecorderState): void }): Promise<Recorder>;
}

/** One running recording. */
export interface Recorder {
  /** Milliseconds since it began. */
  elapsed(): number;
  /** Copies what arrives at a receiver that was just made, as long as its member is recorded. */
  attach(receiver: ReceiverLike, stream: { member: string; slot: Slot }): void;
  /** From now on these members' streams are written, and nobody else's. */
  record(members: readonly string[]): void;
  note(member: string, note: Note): void;
  /** Takes out what was written of a member. */
  erase(member: string): void;
  /** Writes what is left and closes all files. */
  end(): Promise<void>;
}
