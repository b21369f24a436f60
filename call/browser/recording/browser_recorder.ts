// One running recording: two workers, of which one copies frames and the other writes files.
import type { Slot } from "../../../protocol/slots.ts";
import type { Note } from "../../recording/recorded_log.ts";
import type { Recorder, RecorderState } from "../../recording/recording_port.ts";
import type { ReceiverLike } from "../../rtc_ports.ts";
import { startWorker } from "../workers/start_worker.ts";
import type { FromWriter, TapOptions, ToTap, ToWriter } from "./worker_messages.ts";

/** After so long without a word from the writer its files are taken for closed, in milliseconds. */
const END_MS = 10_000;

/** In the library of types only where it is new enough. */
declare class RTCRtpScriptTransform {
  constructor(worker: Worker, options: TapOptions);
}

/** One for the page: connections of an earlier recording still pass it, and end with it. */
let taps: Worker | null = null;
/** Receivers of connections that are there, by the number of their stream. */
const tapped = new Map<number, TappedReceiver>();
let sources = 0;

type TappedReceiver = RTCRtpReceiver & { transform: unknown };

export interface BrowserRecorderOptions {
  room: string;
  onState(state: RecorderState): void;
}

/** All that is said to the writer goes by way of the taps, so that it stays in order with the frames. */
export class BrowserRecorder implements Recorder {
  readonly #tap: Worker;
  readonly #writer: Worker;
  readonly #at = performance.timeOrigin + performance.now();
  readonly #ended = Promise.withResolvers<void>();

  constructor({ room, onState }: BrowserRecorderOptions) {
    this.#tap = taps ??= startWorker("tap_worker");
    this.#writer = startWorker("writer_worker");
    const { port1, port2 } = new MessageChannel();
    this.#writer.postMessage(null, [port2]);
    this.#say({ kind: "connect", port: port1 }, [port1]);
    const id = `${new Date(this.#at).toISOString().replaceAll(/[:.]/g, "-")}-${idOf(4)}`;
    this.#pass({ kind: "begin", id, room, at: this.#at });
    this.#writer.onmessage = ({ data }: MessageEvent<FromWriter>) => {
      if (data.kind === "state") onState(data.state);
      else this.#ended.resolve();
    };
    this.#writer.onerror = () => onState("failed");
    this.#tap.onerror = () => {
      letThrough(this.#tap);
      onState("failed");
    };
    navigator.storage?.persist?.().catch(() => {}); // a wish: without it the browser may clear old ones
  }

  elapsed(): number {
    return performance.timeOrigin + performance.now() - this.#at;
  }

  attach(receiver: ReceiverLike, { member, slot }: { member: string; slot: Slot }): void {
    const real = receiver as TappedReceiver;
    const kind = real.track.kind === "audio" ? "audio" : "video";
    const source = ++sources;
    tapped.set(source, real);
    real.transform = new RTCRtpScriptTransform(this.#tap, { member, slot, kind, source });
  }

  record(members: readonly string[]): void {
    this.#tellCodecs();
    this.#say({ kind: "record", members });
  }

  note(member: string, note: Note): void {
    this.#pass({ kind: "note", member, note });
  }

  erase(member: string): void {
    this.#pass({ kind: "erase", member });
  }

  /** The worker of the taps stays: frames of the call go on passing it until their connections end. */
  async end(): Promise<void> {
    this.record([]);
    this.#pass({ kind: "end", t: this.elapsed() });
    const late = setTimeout(() => this.#ended.resolve(), END_MS);
    await this.#ended.promise;
    clearTimeout(late);
    this.#writer.terminate();
  }

  /** They are known once a connection is negotiated. */
  #tellCodecs(): void {
    for (const [source, receiver] of tapped) {
      if (receiver.track.readyState === "ended") tapped.delete(source);
      const { codecs = [] } = receiver.getParameters();
      const types = codecs.map(({ payloadType, mimeType }) => [payloadType, mimeType] as const);
      if (types.length > 0) this.#say({ kind: "codecs", source, codecs: new Map(types) });
    }
  }

  #pass(message: ToWriter): void {
    this.#say({ kind: "pass", message });
  }

  #say(message: ToTap, transfer: Transferable[] = []): void {
    this.#tap.postMessage(message, transfer);
  }
}

/** Frames would wait in a worker that has failed for ever: the call goes on without it. */
function letThrough(failed: Worker): void {
  if (taps !== failed) return;
  taps = null;
  for (const receiver of tapped.values()) receiver.transform = null;
  tapped.clear();
  failed.terminate();
}

function idOf(bytes: number): string {
  return [...crypto.getRandomValues(new Uint8Array(bytes))]
    .map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
