// A worker that copies encoded frames on their way to the decoder. It does nothing that could delay them.
import type { TapOptions, ToTap, ToWriter } from "./worker_messages.ts";
import { isWorker } from "../workers/start_worker.ts";

/** Without a key frame nothing of a picture can be recorded: it is asked for again after so long, in ms. */
const KEY_FRAME_MS = 1_000;

type Frame = RTCEncodedVideoFrame | RTCEncodedAudioFrame;
/** What browsers say of a frame, beyond what the library of types knows. */
type Metadata = RTCEncodedVideoFrameMetadata & { mimeType?: string; rtpTimestamp?: number };

interface Transformer {
  readonly readable: ReadableStream<Frame>;
  readonly writable: WritableStream<Frame>;
  readonly options: TapOptions;
  sendKeyFrameRequest?(): Promise<unknown>;
}

let writer: MessagePort | null = null;
let recorded: ReadonlySet<string> = new Set();
/** MIME types by payload type, for each source. */
const codecsOf = new Map<number, ReadonlyMap<number, string>>();

/** One stream: its frames pass, and are copied while its member is recorded. */
class Tap {
  readonly #transformer: Transformer;
  /** A key frame was copied since the member is recorded. */
  #hasKey = false;
  #askedAt = -Infinity;

  constructor(transformer: Transformer) {
    this.#transformer = transformer;
    const copying = new TransformStream<Frame, Frame>({
      transform: (frame, controller) => {
        this.#copy(frame);
        controller.enqueue(frame);
      },
    });
    transformer.readable.pipeThrough(copying).pipeTo(transformer.writable)
      .catch(() => {}) // its connection was closed
      .finally(() => codecsOf.delete(transformer.options.source));
  }

  #copy(frame: Frame): void {
    const { member, slot, source, kind } = this.#transformer.options;
    if (!recorded.has(member)) {
      this.#hasKey = false;
      return;
    }
    const { mimeType, payloadType, rtpTimestamp, width, height } = frame.getMetadata() as Metadata;
    const isKey = kind === "audio" || ("type" in frame && frame.type === "key");
    if (!isKey && !this.#hasKey) this.#askForKey();
    if (!isKey && !this.#hasKey) return;
    this.#hasKey = true;
    const data = new Uint8Array(frame.data.slice(0));
    const message: ToWriter = {
      kind: "frame",
      member,
      slot,
      frame: {
        ...{ source, kind, isKey, data, at: now() },
        mimeType: mimeType ?? codecsOf.get(source)?.get(payloadType ?? -1) ?? "",
        rtp: rtpTimestamp ?? frame.timestamp,
        size: width !== undefined && height !== undefined && width > 0 ? { width, height } : null,
      },
    };
    writer?.postMessage(message, [data.buffer]);
  }

  #askForKey(): void {
    if (performance.now() - this.#askedAt < KEY_FRAME_MS) return;
    this.#askedAt = performance.now();
    this.#transformer.sendKeyFrameRequest?.().catch(() => {});
  }
}

/** Milliseconds since 1970 by a clock that nobody sets while it runs. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

function hear({ data }: MessageEvent<ToTap>): void {
  if (data.kind === "connect") writer = data.port;
  else if (data.kind === "record") recorded = new Set(data.members);
  else if (data.kind === "codecs") codecsOf.set(data.source, data.codecs);
  else writer?.postMessage(data.message);
}

if (isWorker()) {
  globalThis.addEventListener("message", hear as (event: Event) => void);
  globalThis.addEventListener("rtctransform", (event) => {
    new Tap((event as Event & { transformer: Transformer }).transformer);
  });
}
