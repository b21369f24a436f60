// Whether a recording in this browser broke off: lobby and home say so, and load nothing for it.

/** True if one did of which no film was made yet. */
export async function hasUnfinishedRecordings(): Promise<boolean> {
  try {
    const root = await navigator.storage.getDirectory();
    const all = await root.getDirectoryHandle("recordings");
    const { held = [] } = await navigator.locks.query();
    for await (const [id, folder] of all.entries()) {
      const running = held.some(({ name }) => name === `recording:${id}`);
      const journal = await (folder as FileSystemDirectoryHandle).getFileHandle("journal.jsonl");
      const notes = await (await journal.getFile()).text();
      if (!running && !/"kind":"(?:ended|film)"/.test(notes)) return true;
    }
  } catch {
    // nothing was ever recorded here
  }
  return false;
}
