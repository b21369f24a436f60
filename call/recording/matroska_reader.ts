// Reads what `matroska_writer.ts` wrote, up to wherever it breaks off. Pure.
import { type ElementHead, ID, readHead, readNumber } from "./ebml.ts";
import type { EncodedFrame, StreamFormat } from "./stream_format.ts";

/** A file, or what stands for one. */
export interface ByteSource {
  readonly size: number;
  /** Fewer bytes where the file ends before. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Before the first cluster there are fewer bytes than that. */
const HEAD_BYTES = 4_096;
/** A head of an element has at most so many. */
const ELEMENT_HEAD_BYTES = 12;
/** A larger cluster is none of ours. */
const MOST_CLUSTER_BYTES = 256 * 1024 * 1024;

/** An opened recording of one stream. */
export interface MatroskaFile {
  readonly format: StreamFormat;
  /** All frames that are whole, one cluster after the other. */
  clusters(): AsyncGenerator<EncodedFrame[], void, void>;
  /** The time of its last frame in milliseconds, found without reading all of it; 0 if there is none. */
  end(): Promise<number>;
}

/** Null where not even the head of the file is whole. */
export async function openMatroska(source: ByteSource): Promise<MatroskaFile | null> {
  const head = await source.read(0, HEAD_BYTES);
  let format: StreamFormat | null = null;
  let at = 0;
  for (let next = readHead(head, at); next !== null; next = readHead(head, at)) {
    if (next.id === ID.Cluster) break;
    const begin = at + next.length;
    const end = begin + (next.size ?? 0);
    if (next.id === ID.Tracks && end <= head.length) format = readFormat(head.subarray(begin, end));
    at = next.id === ID.Segment ? begin : end;
  }
  if (format === null) return null;
  const first = at;
  return {
    format,
    clusters: () => readClusters(source, first),
    end: async () => {
      let last = first;
      for await (const at of clusterPlaces(source, first)) last = at;
      let end = 0;
      for await (const frames of readClusters(source, last)) {
        end = Math.max(end, ...frames.map(({ time }) => time));
      }
      return end;
    },
  };
}

/** Where the clusters begin that are there from their first to their last byte, as their heads say. */
async function* clusterPlaces(
  source: ByteSource,
  first: number,
): AsyncGenerator<number, void, void> {
  for (let at = first;;) {
    const head = readHead(await source.read(at, ELEMENT_HEAD_BYTES), 0);
    if (head?.id !== ID.Cluster || head.size === null) return;
    const end = at + head.length + head.size;
    if (end > source.size) return;
    yield at;
    at = end;
  }
}

async function* readClusters(
  source: ByteSource,
  first: number,
): AsyncGenerator<EncodedFrame[], void, void> {
  for (let at = first;;) {
    const head = readHead(await source.read(at, ELEMENT_HEAD_BYTES), 0);
    if (head?.id !== ID.Cluster || head.size === null || head.size > MOST_CLUSTER_BYTES) return;
    const bytes = await source.read(at + head.length, head.size);
    const frames = readCluster(bytes);
    if (frames.length > 0) yield frames;
    if (bytes.length < head.size) return;
    at += head.length + head.size;
  }
}

function readCluster(bytes: Uint8Array): EncodedFrame[] {
  const frames: EncodedFrame[] = [];
  let start = 0;
  for (const { head, content } of elementsOf(bytes)) {
    if (head.id === ID.Timestamp) start = readNumber(content);
    if (head.id !== ID.SimpleBlock || content.length < 4) continue;
    const view = new DataView(content.buffer, content.byteOffset, content.length);
    frames.push({
      time: start + view.getInt16(1),
      isKey: (view.getUint8(3) & 0x80) !== 0,
      data: content.subarray(4),
    });
  }
  return frames;
}

/** The elements that are whole. */
function* elementsOf(
  bytes: Uint8Array,
): Generator<{ head: ElementHead; content: Uint8Array }, void, void> {
  for (let at = 0;;) {
    const head = readHead(bytes, at);
    if (head === null || head.size === null) return;
    const begin = at + head.length;
    const end = begin + head.size;
    if (end > bytes.length) return;
    yield { head, content: bytes.subarray(begin, end) };
    at = end;
  }
}

function readFormat(tracks: Uint8Array): StreamFormat | null {
  const inside = (bytes: Uint8Array, id: number) =>
    [...elementsOf(bytes)].find(({ head }) => head.id === id)?.content ?? null;
  const entry = inside(tracks, ID.TrackEntry);
  const codec = entry && inside(entry, ID.CodecID);
  if (entry === null || codec === null) return null;
  const video = inside(entry, ID.Video);
  const number = (id: number) => readNumber((video && inside(video, id)) ?? new Uint8Array());
  return {
    kind: video === null ? "audio" : "video",
    codec: new TextDecoder().decode(codec),
    width: number(ID.PixelWidth),
    height: number(ID.PixelHeight),
    description: video === null ? null : inside(entry, ID.CodecPrivate),
  };
}
