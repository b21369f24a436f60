// Writes one stream as a Matroska file that only ever grows: whatever was written can be read. Pure.
import {
  bigEndian,
  element,
  floatElement,
  ID,
  idBytes,
  joined,
  numberElement,
  textElement,
  UNKNOWN_SIZE,
} from "./ebml.ts";
import type { EncodedFrame, StreamFormat } from "./stream_format.ts";

/** Times are in milliseconds: nanoseconds of one. */
const MILLISECOND = 1_000_000;
/** A block's time is a signed 16-bit number of milliseconds from its cluster's. */
const MOST_IN_CLUSTER_MS = 32_000;
const OPUS_RATE = 48_000;

/** What stands before the first frame. */
export function matroskaHead(format: StreamFormat): Uint8Array<ArrayBuffer> {
  return joined([
    element(
      ID.EBML,
      numberElement(ID.EBMLVersion, 1),
      numberElement(ID.EBMLReadVersion, 1),
      numberElement(ID.EBMLMaxIDLength, 4),
      numberElement(ID.EBMLMaxSizeLength, 8),
      textElement(ID.DocType, "matroska"),
      numberElement(ID.DocTypeVersion, 4),
      numberElement(ID.DocTypeReadVersion, 2),
    ),
    idBytes(ID.Segment),
    UNKNOWN_SIZE,
    element(
      ID.Info,
      numberElement(ID.TimestampScale, MILLISECOND),
      textElement(ID.MuxingApp, "juz"),
      textElement(ID.WritingApp, "juz"),
    ),
    element(ID.Tracks, trackEntry(format)),
  ]);
}

/** Frames of about the same time, in the order in which they are to be decoded; none for no frames. */
export function matroskaClusters(frames: readonly EncodedFrame[]): Uint8Array<ArrayBuffer> {
  const clusters: Uint8Array[] = [];
  for (let begin = 0; begin < frames.length;) {
    const start = Math.max(0, Math.round(frames[begin]?.time ?? 0));
    let end = begin;
    const isNear = ({ time }: EncodedFrame) => Math.abs(time - start) < MOST_IN_CLUSTER_MS;
    for (let frame = frames[end]; frame && isNear(frame); frame = frames[end]) end += 1;
    const blocks = frames.slice(begin, Math.max(end, begin + 1)).map((one) => block(one, start));
    clusters.push(element(ID.Cluster, numberElement(ID.Timestamp, start), ...blocks));
    begin = Math.max(end, begin + 1);
  }
  return joined(clusters);
}

function block({ time, isKey, data }: EncodedFrame, start: number): Uint8Array {
  const head = new Uint8Array(4);
  head[0] = 0x81; // track 1
  new DataView(head.buffer).setInt16(1, Math.round(time) - start);
  head[3] = isKey ? 0x80 : 0;
  return element(ID.SimpleBlock, head, data);
}

function trackEntry(format: StreamFormat): Uint8Array {
  const { kind, codec, width, height, description } = format;
  const isVideo = kind === "video";
  return element(
    ID.TrackEntry,
    numberElement(ID.TrackNumber, 1),
    numberElement(ID.TrackUID, 1),
    numberElement(ID.TrackType, isVideo ? 1 : 2),
    numberElement(ID.FlagLacing, 0),
    textElement(ID.CodecID, codec),
    ...(codec === "A_OPUS" ? [element(ID.CodecPrivate, opusHead())] : []),
    ...(description === null ? [] : [element(ID.CodecPrivate, description)]),
    isVideo
      ? element(
        ID.Video,
        numberElement(ID.PixelWidth, width),
        numberElement(ID.PixelHeight, height),
      )
      : element(
        ID.Audio,
        floatElement(ID.SamplingFrequency, OPUS_RATE),
        numberElement(ID.Channels, 2),
      ),
  );
}

/** RFC 7845, 5.1: version 1, two channels, nothing to skip, 48 000 Hz, no gain, family 0. */
function opusHead(): Uint8Array {
  const rate = Uint8Array.from([...bigEndian(OPUS_RATE)].reverse());
  return joined([
    new TextEncoder().encode("OpusHead"),
    Uint8Array.of(1, 2, 0, 0),
    joined([rate, new Uint8Array(4 - rate.length)]),
    new Uint8Array(3),
  ]);
}
