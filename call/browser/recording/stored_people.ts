// The people of a stored recording: a folder for each, with what was noted of them.
import { type Note, notesIn } from "../../recording/recorded_log.ts";
import { PEOPLE, PERSON_LOG } from "../../recording/recording_writer.ts";
import { RECORDINGS } from "./places.ts";

/** One person of a recording: the folder, and what was noted. */
export interface StoredPerson {
  id: string;
  folder: FileSystemDirectoryHandle;
  notes: readonly Note[];
}

/** All persons of a recording. */
export async function peopleOf(recording: FileSystemDirectoryHandle): Promise<StoredPerson[]> {
  const people: StoredPerson[] = [];
  const folder = await recording.getDirectoryHandle(PEOPLE).catch(() => null);
  if (folder === null) return people;
  for await (const [id, entry] of folder.entries()) {
    if (entry.kind !== "directory") continue;
    const person = entry as FileSystemDirectoryHandle;
    people.push({ id, folder: person, notes: notesIn<Note>(await textOf(person, PERSON_LOG)) });
  }
  return people;
}

/** The folder of a recording. */
export async function folderOf(id: string): Promise<FileSystemDirectoryHandle> {
  const folder = await recordingsFolder();
  if (folder === null) throw new Error("there are no recordings");
  return await folder.getDirectoryHandle(id);
}

/** The folder of all recordings; null where there is none. */
export async function recordingsFolder(): Promise<FileSystemDirectoryHandle | null> {
  try {
    return await (await navigator.storage.getDirectory()).getDirectoryHandle(RECORDINGS);
  } catch {
    return null; // nothing was ever recorded, or this browser has no such place
  }
}

/** What a file holds as text; "" if it is not there. */
export async function textOf(folder: FileSystemDirectoryHandle, name: string): Promise<string> {
  try {
    return await (await (await folder.getFileHandle(name)).getFile()).text();
  } catch {
    return "";
  }
}
