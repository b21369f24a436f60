// The recordings that lie in this browser: what there is, what to save of it, and how to be rid of it.
import { notesIn, type RecordingNote } from "../../recording/recorded_log.ts";
import type { StoredRecording } from "../../recording/stored_recording.ts";
import { JOURNAL } from "../../recording/recording_writer.ts";
import { lockOf } from "./places.ts";
import { startWorker } from "../workers/start_worker.ts";
import { folderOf, peopleOf, recordingsFolder, textOf } from "./stored_people.ts";
import type { FromFilmWorker, ToFilmWorker } from "./worker_messages.ts";

/** The last date that JavaScript knows, in milliseconds. */
const LAST_DATE = 8.64e15;

/** All, the newest first; none where the browser has no place for them. */
export async function allRecordings(): Promise<StoredRecording[]> {
  const folder = await recordingsFolder();
  if (folder === null) return [];
  const { held = [] } = await navigator.locks.query();
  const running = new Set(held.map(({ name }) => name));
  const found: StoredRecording[] = [];
  for await (const [id, entry] of folder.entries()) {
    if (entry.kind !== "directory") continue;
    const its = entry as FileSystemDirectoryHandle;
    // One that another tab is deleting, or that is damaged, hides none of the others.
    const one = await describe(id, its, running.has(lockOf(id))).catch(() => null);
    if (one !== null) found.push(one);
  }
  return found.sort((a, b) => b.at - a.at);
}

/** What was written in the chat, as text with times; "" if nothing was. */
export async function chatText(id: string): Promise<string> {
  const people = await peopleOf(await folderOf(id));
  const unsaid = new Set(
    people.flatMap(({ notes }) => notes.flatMap((note) => note.kind === "unsaid" ? note.id : [])),
  );
  return people
    .flatMap(({ notes }) => {
      let name = "";
      return notes.flatMap((note) => {
        if (note.kind === "name") name = note.name;
        const isShown = note.kind === "said" && !unsaid.has(note.id);
        return isShown ? [{ t: note.t, line: `${timeOf(note.t)} ${name}: ${note.text}` }] : [];
      });
    })
    .sort((a, b) => a.t - b.t).map(({ line }) => line).join("\n");
}

/** The file of a film that was made. */
export async function filmFile(id: string, name: string): Promise<File> {
  return await (await (await folderOf(id)).getFileHandle(name)).getFile();
}

/** A film that is being made; `cancel` ends it, and `done` rejects when nothing of it is left. */
export interface FilmInMaking {
  done: Promise<string>;
  cancel(): void;
}

/** Makes the film of a recording in a worker; `done` resolves with its name, or rejects. */
export function startFilm(id: string, onProgress: (part: number) => void): FilmInMaking {
  const worker = startWorker("film_worker");
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const end = () => worker.terminate();
  worker.onmessage = ({ data }: MessageEvent<FromFilmWorker>) => {
    if (data.kind === "progress") return onProgress(data.part);
    end();
    if (data.kind === "done") resolve(data.name);
    else reject(new Error("the film was not made"));
  };
  worker.onerror = ({ message }) => {
    end();
    reject(new Error(message));
  };
  const say = (message: ToFilmWorker) => worker.postMessage(message);
  say({ kind: "make", id });
  return { done: promise, cancel: () => say({ kind: "cancel" }) };
}

/** Removes a recording with its film: nothing of it stays. */
export async function deleteRecording(id: string): Promise<void> {
  const folder = await recordingsFolder();
  await folder?.removeEntry(id, { recursive: true });
}

async function describe(
  id: string,
  folder: FileSystemDirectoryHandle,
  isRunning: boolean,
): Promise<StoredRecording> {
  const notes = notesIn<RecordingNote>(await textOf(folder, JOURNAL));
  const begun = notes.find((note) => note.kind === "begun");
  const isWhole = notes.some(({ kind }) => kind === "ended");
  const people = await peopleOf(folder);
  const names = people.flatMap((person) =>
    person.notes.findLast((note) => note.kind === "name")?.name ?? []
  );
  const film = notes.findLast((note) => note.kind === "film");
  return {
    id,
    room: begun?.room ?? "",
    at: dateOf(begun?.at),
    state: isRunning ? "running" : isWhole ? "whole" : "cutOff",
    people: names,
    size: await sizeOf(folder),
    film: film?.name ?? null,
  };
}

/** What was written may be damaged: dates that there are not would stop the whole list. */
function dateOf(at: unknown): number {
  return typeof at === "number" && Math.abs(at) <= LAST_DATE ? at : 0;
}

async function sizeOf(folder: FileSystemDirectoryHandle): Promise<number> {
  let sum = 0;
  for await (const entry of folder.values()) {
    sum += entry.kind === "directory"
      ? await sizeOf(entry as FileSystemDirectoryHandle)
      : (await (entry as FileSystemFileHandle).getFile()).size;
  }
  return sum;
}

/** Hours, minutes and seconds since the recording began. */
function timeOf(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}
