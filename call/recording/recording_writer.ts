// Everything of one recording on its way into files: streams and notes of each person in a folder of theirs.
import type { Slot } from "../../protocol/slots.ts";
import { lineOf, type Note, type RecordingNote } from "./recorded_log.ts";
import { type Append, StreamWriter, type TappedFrame } from "./stream_writer.ts";

/** Where a recording is kept. Paths have "/" between their parts. */
export interface RecordedFiles {
  append: Append;
  /** Removes a folder with all that is in it. */
  remove(folder: string): void;
}

/** The file of what concerns nobody in particular. */
export const JOURNAL = "journal.jsonl";
/** In a person's folder: what is noted of them. */
export const PERSON_LOG = "log.jsonl";
/** The folder of the persons' folders. */
export const PEOPLE = "people";

/** Keeps apart what belongs to whom, so that somebody can be taken out as if they had never been in it. */
export class RecordingWriter {
  readonly #files: RecordedFiles;
  readonly #streams = new Map<string, Map<Slot, StreamWriter>>();

  constructor(files: RecordedFiles) {
    this.#files = files;
  }

  frame(member: string, slot: Slot, frame: TappedFrame): boolean {
    return this.#stream(member, slot).take(frame);
  }

  note(member: string, note: Note): void {
    this.#files.append(`${PEOPLE}/${member}/${PERSON_LOG}`, lineOf(note));
  }

  journal(note: RecordingNote): void {
    this.#files.append(JOURNAL, lineOf(note));
  }

  /** Takes somebody out: no byte of theirs stays. */
  erase(member: string): void {
    for (const stream of this.#streams.get(member)?.values() ?? []) stream.forget();
    this.#files.remove(`${PEOPLE}/${member}`);
  }

  /** Writes what has come since the last time. */
  flush(): void {
    for (const streams of this.#streams.values()) {
      for (const stream of streams.values()) stream.flush();
    }
  }

  #stream(member: string, slot: Slot): StreamWriter {
    const streams = this.#streams.get(member) ?? new Map<Slot, StreamWriter>();
    this.#streams.set(member, streams);
    const stream = streams.get(slot) ??
      new StreamWriter(`${PEOPLE}/${member}/${slot}`, (...bytes) => this.#files.append(...bytes));
    streams.set(slot, stream);
    return stream;
  }
}
