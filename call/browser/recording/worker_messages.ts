// What the page and the two workers of a recording say to each other.
import type { Slot } from "../../../protocol/slots.ts";
import type { Note } from "../../recording/recorded_log.ts";
import type { RecorderState } from "../../recording/recording_port.ts";
import type { TappedFrame } from "../../recording/stream_writer.ts";

/** Given with each `RTCRtpScriptTransform`. */
export interface TapOptions {
  member: string;
  slot: Slot;
  source: number;
  kind: "video" | "audio";
}

/** From the page to the worker that copies frames. */
export type ToTap =
  /** `port` leads to the writer. */
  | { kind: "connect"; port: MessagePort }
  /** From now on these members' frames are copied. */
  | { kind: "record"; members: readonly string[] }
  /** MIME types of a source by payload type, for browsers whose frames name none. */
  | { kind: "codecs"; source: number; codecs: ReadonlyMap<number, string> }
  /** Goes on to the writer, behind the frames that were copied before. */
  | { kind: "pass"; message: ToWriter };

/** To the worker that writes files. */
export type ToWriter =
  | { kind: "begin"; id: string; room: string; at: number }
  | { kind: "frame"; member: string; slot: Slot; frame: TappedFrame }
  | { kind: "note"; member: string; note: Note }
  | { kind: "erase"; member: string }
  | { kind: "end"; t: number };

/** From the writer to the page. */
export type FromWriter = { kind: "state"; state: RecorderState } | { kind: "ended" };

/** From the page to the worker that makes films. */
export type ToFilmWorker = { kind: "make"; id: string } | { kind: "cancel" };

/** From the worker that makes films to the page; "failed" also after it was cancelled. */
export type FromFilmWorker =
  | { kind: "progress"; part: number }
  | { kind: "done"; name: string }
  | { kind: "failed" };
