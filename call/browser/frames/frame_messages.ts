// What the page and the worker that encrypts frames say to each other.
import type { FrameOrigin } from "../../e2ee/frame_cipher.ts";

/** Given with each `RTCRtpScriptTransform`. */
export type FrameTransformOptions =
  & { session: number; kind: "audio" | "video" }
  & ({ does: "encrypt"; origin: FrameOrigin } | { does: "decrypt"; line: number });

/** From the page to the worker. */
export type ToFrameWorker =
  /** The key of a session: one for each opening of a room at an SFU. */
  | { say: "key"; session: number; room: string; key: string }
  /** Who is on a line from now on. */
  | { say: "origin"; session: number; line: number; origin: FrameOrigin }
  /** Nothing of the session passes any more. */
  | { say: "end"; session: number };
