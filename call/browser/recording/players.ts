// Decodes recorded streams along the time of a film, no further than it has come.
import { SAMPLE_RATE, SoundTrack, type Stereo } from "../../recording/sound_mixer.ts";
import type { EncodedFrame, StreamFormat } from "../../recording/stream_format.ts";
import { framesOf, type RecordedStream } from "./recorded_streams.ts";

/** WebCodecs' names of the codecs that a recording can hold. */
const DECODERS: Readonly<Record<string, string>> = {
  V_VP8: "vp8",
  V_VP9: "vp09.00.40.08",
  V_AV1: "av01.0.08M.08",
};

/** A decoder that says nothing for so long, in milliseconds, has nothing more to say. */
const DECODER_TIMEOUT_MS = 2_000;

/** Frames of a stream, of which the next one can be looked at before it is taken. */
class FrameQueue {
  readonly #frames: AsyncGenerator<{ frame: EncodedFrame; format: StreamFormat }, void, void>;
  #next: { frame: EncodedFrame; format: StreamFormat } | null | undefined;

  constructor(stream: RecordedStream) {
    this.#frames = framesOf(stream);
  }

  /** The next frame if it is due at `t`, which then is taken; else null. */
  async takeUntil(t: number): Promise<{ frame: EncodedFrame; format: StreamFormat } | null> {
    this.#next = this.#next === undefined ? (await this.#frames.next()).value ?? null : this.#next;
    const next = this.#next;
    if (next === null || next.frame.time > t) return null;
    this.#next = undefined;
    return next;
  }
}

/** Counts what goes into a decoder and comes out, so that one can wait for the rest. */
class Pipeline {
  #missing = 0;
  #wake = () => {};

  in(): void {
    this.#missing += 1;
  }

  out(): void {
    this.#missing = Math.max(0, this.#missing - 1);
    this.#wake();
  }

  /** The decoder broke: nothing more comes. */
  broke(): void {
    this.#missing = 0;
    this.#wake();
  }

  /** Resolves once everything has come out, or nothing more seems to come. */
  async drained(): Promise<void> {
    while (this.#missing > 0) {
      const late = Symbol();
      const timer = Promise.withResolvers<symbol>();
      const timeout = setTimeout(() => timer.resolve(late), DECODER_TIMEOUT_MS);
      const moved = new Promise<void>((done) => this.#wake = done);
      const outcome = await Promise.race([moved, timer.promise]);
      clearTimeout(timeout);
      if (outcome === late) this.#missing = 0;
    }
  }
}

/** Pictures of one stream. */
export class PicturePlayer {
  readonly #queue: FrameQueue;
  readonly #pipeline = new Pipeline();
  #decoder: VideoDecoder | null = null;
  #codec = "";
  #pictures: VideoFrame[] = [];

  constructor(stream: RecordedStream) {
    this.#queue = new FrameQueue(stream);
  }

  /** The newest picture at `t` milliseconds; it belongs to the player. Null before the first one. */
  async pictureAt(t: number): Promise<VideoFrame | null> {
    for (let next = await this.#queue.takeUntil(t); next; next = await this.#queue.takeUntil(t)) {
      this.#feed(next);
    }
    await this.#pipeline.drained();
    for (const old of this.#pictures.splice(0, this.#pictures.length - 1)) old.close();
    return this.#pictures[0] ?? null;
  }

  close(): void {
    if (this.#decoder?.state !== "closed") this.#decoder?.close();
    for (const picture of this.#pictures) picture.close();
    this.#pictures = [];
  }

  #feed({ frame, format }: { frame: EncodedFrame; format: StreamFormat }): void {
    const isBroken = this.#decoder === null || this.#decoder.state === "closed";
    if (isBroken || format.codec !== this.#codec) {
      if (!frame.isKey) return;
      this.#open(format.codec);
    }
    this.#pipeline.in();
    this.#decoder?.decode(
      new EncodedVideoChunk({
        type: frame.isKey ? "key" : "delta",
        timestamp: Math.round(frame.time * 1_000),
        data: frame.data,
      }),
    );
  }

  #open(codec: string): void {
    if (this.#decoder?.state === "configured") this.#decoder.close();
    this.#pipeline.broke();
    this.#codec = codec;
    this.#decoder = new VideoDecoder({
      output: (picture) => {
        this.#pictures.push(picture);
        this.#pipeline.out();
      },
      error: () => this.#pipeline.broke(), // the next key frame opens another one
    });
    this.#decoder.configure({ codec: DECODERS[codec] ?? codec });
  }
}

/** Sound of one stream. */
export class SoundPlayer {
  readonly #queue: FrameQueue;
  readonly #pipeline = new Pipeline();
  readonly #track = new SoundTrack();
  /** Times of packets that are being decoded: each comes out as one piece of sound. */
  #times: number[] = [];
  #decoder: AudioDecoder | null = null;

  constructor(stream: RecordedStream) {
    this.#queue = new FrameQueue(stream);
  }

  /** Adds this stream's sound to a block that begins at sample `start`. */
  async mixInto(block: Stereo, start: number): Promise<void> {
    const end = (start + block[0].length) * 1_000 / SAMPLE_RATE;
    for (
      let next = await this.#queue.takeUntil(end);
      next;
      next = await this.#queue.takeUntil(end)
    ) {
      this.#feed(next.frame);
    }
    await this.#pipeline.drained();
    this.#track.mixInto(block, start);
  }

  close(): void {
    if (this.#decoder?.state !== "closed") this.#decoder?.close();
  }

  #feed({ time, data }: EncodedFrame): void {
    if (this.#decoder === null || this.#decoder.state === "closed") this.#open();
    this.#times.push(time);
    this.#pipeline.in();
    this.#decoder?.decode(
      new EncodedAudioChunk({ type: "key", timestamp: Math.round(time * 1_000), data }),
    );
  }

  #open(): void {
    this.#times = [];
    this.#decoder = new AudioDecoder({
      output: (sound) => {
        this.#track.add(this.#times.shift() ?? sound.timestamp / 1_000, stereoOf(sound));
        sound.close();
        this.#pipeline.out();
      },
      error: () => this.#pipeline.broke(),
    });
    this.#decoder.configure({ codec: "opus", sampleRate: SAMPLE_RATE, numberOfChannels: 2 });
  }
}

function stereoOf(sound: AudioData): Stereo {
  const { numberOfFrames, numberOfChannels } = sound;
  const channel = (planeIndex: number) => {
    const samples = new Float32Array(numberOfFrames);
    sound.copyTo(samples, { planeIndex, format: "f32-planar" });
    return samples;
  };
  const left = channel(0);
  return [left, numberOfChannels > 1 ? channel(1) : left];
}
