// Frames that only the members of a room can read, by the worker that this browser lets encrypt them.
import type { Slot } from "../../../protocol/slots.ts";
import type { FrameOrigin } from "../../e2ee/frame_cipher.ts";
import type { FrameEncryption, FrameKey, ReceiverLike, SenderLike } from "../../rtc_ports.ts";
import { startWorker } from "../workers/start_worker.ts";
import type { FrameTransformOptions, ToFrameWorker } from "./frame_messages.ts";

/** In the library of types only where it is new enough. */
declare class RTCRtpScriptTransform {
  constructor(worker: Worker, options: FrameTransformOptions);
}

/** One for the page, and who uses it. */
let worker: Worker | null = null;
const using = new Set<BrowserFrames>();
let sessions = 0;

/** One opening of a room at an SFU. */
export class BrowserFrames implements FrameEncryption {
  onFailed?: () => void;
  readonly #worker = worker ??= startFrameWorker();
  readonly #session = ++sessions;
  readonly #self: string;
  /** Numbers of receivers' lines. */
  readonly #lines = new Map<ReceiverLike, number>();

  constructor({ room, key, self }: FrameKey) {
    this.#self = self;
    using.add(this);
    this.#say({ say: "key", session: this.#session, room, key });
  }

  protectSender(sender: SenderLike, { slot, kind }: { slot: Slot; kind: "audio" | "video" }): void {
    const origin: FrameOrigin = { member: this.#self, slot };
    transform(sender, this.#worker, { session: this.#session, kind, does: "encrypt", origin });
  }

  protectReceiver(receiver: ReceiverLike, origin: { member: string; slot: Slot }): void {
    const known = this.#lines.get(receiver);
    const line = known ?? this.#lines.size;
    const session = this.#session;
    this.#say({ say: "origin", session, line, origin });
    if (known !== undefined) return;
    this.#lines.set(receiver, line);
    const kind = receiver.track.kind === "audio" ? "audio" : "video";
    transform(receiver, this.#worker, { session, kind, does: "decrypt", line });
  }

  close(): void {
    using.delete(this);
    this.#say({ say: "end", session: this.#session });
  }

  #say(message: ToFrameWorker): void {
    this.#worker.postMessage(message);
  }
}

/** Of one that has failed nothing passes, in either direction: the next opening gets another. */
function startFrameWorker(): Worker {
  const started = startWorker("frame_worker");
  started.onerror = () => {
    if (worker === started) worker = null;
    const failed = [...using];
    using.clear();
    for (const frames of failed) frames.onFailed?.();
    started.terminate();
  };
  return started;
}

function transform(
  end: SenderLike | ReceiverLike,
  through: Worker,
  options: FrameTransformOptions,
): void {
  const real = end as (SenderLike | ReceiverLike) & { transform: unknown };
  real.transform = new RTCRtpScriptTransform(through, options);
}
