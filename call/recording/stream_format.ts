// What a recorded stream is: its codec by Matroska's name, its size. Pure.

/** Codecs that a recording can hold, by the MIME type that WebRTC gives them. */
const CODECS: Readonly<Record<string, string>> = {
  "video/vp8": "V_VP8",
  "video/vp9": "V_VP9",
  "video/av1": "V_AV1",
  "audio/opus": "A_OPUS",
};

/** One encoded frame, or one packet of sound. */
export interface EncodedFrame {
  /** Milliseconds since the recording began. */
  time: number;
  isKey: boolean;
  data: Uint8Array;
}

/** What has to be known to decode a stream. */
export interface StreamFormat {
  kind: "video" | "audio";
  /** Matroska's name, such as "V_VP8". */
  codec: string;
  /** Pixels of the first picture; 0 for sound. Later pictures may have other sizes. */
  width: number;
  height: number;
  /** What a decoder needs before the first frame; null where that stands in the frames. */
  description: Uint8Array | null;
}

/** Matroska's name for a codec; null for one that a recording cannot hold. */
export function matroskaCodec(mimeType: string): string | null {
  return CODECS[mimeType.toLowerCase()] ?? null;
}

/** The format of the stream that this frame begins. `size` is what the browser says of it. */
export function formatOf(
  codec: string,
  { data, size }: { data: Uint8Array; size: { width: number; height: number } | null },
): StreamFormat {
  const kind = codec.startsWith("A_") ? "audio" : "video";
  const none = { width: 0, height: 0 };
  const own = codec === "V_VP8" ? vp8Size(data) : null;
  const { width, height } = kind === "audio" ? none : own ?? size ?? { width: 640, height: 360 };
  return { kind, codec, width, height, description: null };
}

/** RFC 6386, 9.1: a key frame says how large it is. */
function vp8Size(data: Uint8Array): { width: number; height: number } | null {
  const [tag = 1, , , a, b, c, low = 0, high = 0, lower = 0, higher = 0] = data;
  if ((tag & 1) !== 0 || a !== 0x9d || b !== 0x01 || c !== 0x2a) return null;
  return { width: (low | high << 8) & 0x3fff, height: (lower | higher << 8) & 0x3fff };
}
