// How full the browser's storage is while something is recorded. Pure.

/** "low": the person is warned. "full": the recording ends in good order before a write fails. */
export type StorageLevel = "enough" | "low" | "full";

const LOW_SHARE = 0.1;
/** What has to stay free, in bytes: some seconds of a large call. */
const RESERVE = 50 * 1024 * 1024;

/** By what `navigator.storage.estimate()` says, in bytes; "enough" where a browser says nothing. */
export function storageLevel(
  { usage, quota }: { usage?: number | undefined; quota?: number | undefined },
): StorageLevel {
  if (usage === undefined || quota === undefined || quota === 0) return "enough";
  const free = quota - usage;
  if (free < RESERVE) return "full";
  return free < quota * LOW_SHARE ? "low" : "enough";
}
