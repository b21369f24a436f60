// What versions before the database kept: `rooms.jsonl`, a line a change. Read line by line.

/** One line of it. */
export type OldLine =
  | {
    readonly kind: "record";
    readonly room: string;
    readonly at: number;
    readonly record: unknown;
  }
  /** It was cut off by a kill or a full disk; the room is null when not even its name is whole. */
  | { readonly kind: "torn"; readonly room: string | null; readonly text: string }
  /** Valid, but of no form that we know. */
  | { readonly kind: "unknown"; readonly text: string };

/** Bytes read at once. */
const CHUNK = 1 << 20;
/** A longer line is none of ours; it is read as torn. */
const MAX_LINE = 4 << 20;

/** The file, as far as it is needed. */
export interface ByteSource {
  /** Fills the buffer from its start; gives how many bytes, null at the end. Throws on errors. */
  readSync(buffer: Uint8Array): number | null;
}

/** All lines of a file of any size, one after the other. Throws what reading throws. */
export function* oldLines(file: ByteSource): Generator<OldLine> {
  for (const text of textLines(file)) yield* readLine(text);
}

function* textLines(file: ByteSource): Generator<string> {
  const buffer = new Uint8Array(CHUNK);
  const decoder = new TextDecoder();
  let rest = "";
  for (let size = file.readSync(buffer); size !== null; size = file.readSync(buffer)) {
    const lines = (rest + decoder.decode(buffer.subarray(0, size), { stream: true })).split("\n");
    rest = (lines.pop() ?? "").slice(0, MAX_LINE);
    yield* lines;
  }
  yield rest + decoder.decode();
}

/** A line to which another was glued, because the disk was full in the middle of it, is two. */
function* readLine(text: string): Generator<OldLine> {
  if (text.trim() === "") return;
  const whole = parse(text);
  if (whole !== undefined) return yield whole;
  const glued = text.lastIndexOf('{"at":');
  const second = glued > 0 ? parse(text.slice(glued)) : undefined;
  const first = second === undefined ? text : text.slice(0, glued);
  yield {
    kind: "torn",
    room: /^\{"at":[\d.]+,"room":"([^"\\]+)"/.exec(first)?.[1] ?? null,
    text: first,
  };
  if (second !== undefined) yield second;
}

function parse(text: string): OldLine | undefined {
  try {
    const value = JSON.parse(text);
    const { at, room, estate: record } = value ?? {};
    const isOurs = typeof at === "number" && typeof room === "string" && record !== undefined;
    return isOurs ? { kind: "record", room, at, record } : { kind: "unknown", text };
  } catch {
    return undefined;
  }
}
