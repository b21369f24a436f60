// The streams of a stored recording, as the files they are in.
import { type MatroskaFile, openMatroska } from "../../recording/matroska_reader.ts";
import type { ByteSource } from "../../recording/matroska_reader.ts";
import type { EncodedFrame, StreamFormat } from "../../recording/stream_format.ts";
import { type Slot, SLOTS } from "../../../protocol/slots.ts";
import type { StoredPerson } from "./stored_people.ts";

/** Everything that was recorded of one person in one slot, in order. */
export interface RecordedStream {
  slot: Slot;
  files: readonly MatroskaFile[];
}

/** The streams of a person; those of which nothing can be read are left out. */
export async function streamsOf({ folder }: StoredPerson): Promise<RecordedStream[]> {
  const names = await Array.fromAsync(folder.keys());
  const streams = await Promise.all(SLOTS.map(async (slot) => {
    const own = names.flatMap((name) => numberOf(name, slot)).sort((a, b) => a - b);
    const opened = await Promise.all(own.map(async (number) => {
      const handle = await folder.getFileHandle(`${slot}-${number}.mkv`);
      return await openMatroska(sourceOf(await handle.getFile()));
    }));
    return { slot, files: opened.filter((file) => file !== null) };
  }));
  return streams.filter(({ files }) => files.length > 0);
}

/** All frames of a stream, each with the format of its file. */
export async function* framesOf(
  { files }: RecordedStream,
): AsyncGenerator<{ frame: EncodedFrame; format: StreamFormat }, void, void> {
  for (const file of files) {
    for await (const frames of file.clusters()) {
      for (const frame of frames) yield { frame, format: file.format };
    }
  }
}

/** When a stream ends, in milliseconds of the recording. */
export async function endOf({ files }: RecordedStream): Promise<number> {
  return Math.max(0, ...await Promise.all(files.map((file) => file.end())));
}

function numberOf(name: string, slot: Slot): number[] {
  const [, found, number] = /^(\w+)-(\d+)\.mkv$/.exec(name) ?? [];
  return found === slot ? [Number(number)] : [];
}

function sourceOf(file: File): ByteSource {
  return {
    size: file.size,
    read: async (offset, length) =>
      new Uint8Array(await file.slice(offset, offset + length).arrayBuffer()),
  };
}
