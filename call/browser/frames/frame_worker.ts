// A worker that encrypts frames before they are sent, and decrypts them before they are decoded.
import { FrameCipher, type FrameContent, type FrameOrigin } from "../../e2ee/frame_cipher.ts";
import { isWorker } from "../workers/start_worker.ts";
import type { FrameTransformOptions, ToFrameWorker } from "./frame_messages.ts";

type Frame = RTCEncodedVideoFrame | RTCEncodedAudioFrame;

interface Transformer {
  readonly readable: ReadableStream<Frame>;
  readonly writable: WritableStream<Frame>;
  readonly options: FrameTransformOptions;
}

interface Session {
  cipher: FrameCipher;
  origins: Map<number, FrameOrigin>;
}

const sessions = new Map<number, Session>();

function transform({ readable, writable, options }: Transformer): void {
  const changing = new TransformStream<Frame, Frame>({
    transform: async (frame, controller) => {
      const data = await changed(new Uint8Array(frame.data), contentOf(frame, options), options);
      if (data === null) return; // of nobody who has the room's key, or the session has ended
      frame.data = data.buffer;
      controller.enqueue(frame);
    },
  });
  readable.pipeThrough(changing).pipeTo(writable).catch(() => {}); // its connection was closed
}

function changed(
  data: Uint8Array<ArrayBuffer>,
  content: FrameContent,
  options: FrameTransformOptions,
): Promise<Uint8Array<ArrayBuffer> | null> | null {
  const session = sessions.get(options.session);
  if (session === undefined) return null;
  if (options.does === "encrypt") {
    return session.cipher.encrypt(data, { content, ...options.origin });
  }
  const origin = session.origins.get(options.line);
  return origin === undefined ? null : session.cipher.decrypt(data, { content, ...origin });
}

function contentOf(frame: Frame, { kind }: FrameTransformOptions): FrameContent {
  if (kind === "audio") return "audio";
  return "type" in frame && frame.type === "key" ? "key" : "delta";
}

function hear({ data }: MessageEvent<ToFrameWorker>): void {
  if (data.say === "key") {
    const { subtle } = crypto;
    const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
    const cipher = new FrameCipher({ subtle, random, room: data.room, key: data.key });
    sessions.set(data.session, { cipher, origins: new Map() });
  } else if (data.say === "origin") {
    sessions.get(data.session)?.origins.set(data.line, data.origin);
  } else sessions.delete(data.session);
}

if (isWorker()) {
  globalThis.addEventListener("message", hear as (event: Event) => void);
  globalThis.addEventListener("rtctransform", (event) => {
    transform((event as Event & { transformer: Transformer }).transformer);
  });
}
