// A directory on a storage whose writes fail when a test says so.
import type { Storage } from "@/signaling/storage.ts";
import { MemoryStorage } from "@/signaling/memory_storage.ts";
import { startOwnedRoom } from "./access_kit.ts";

const RIGHTS = { mic: true, camera: true, screen: true, chat: true, files: true, record: true };
export const LOCK = { locked: true, rights: RIGHTS };

/** A store whose writes fail while `broken`, or for one room alone, and which counts them. */
export class Disk extends MemoryStorage {
  broken = false;
  readonly refuses = new Map<string, "full" | "failed">();
  writes = 0;

  override saveAccess(row: Parameters<Storage["saveAccess"]>[0]) {
    this.writes += 1;
    return this.broken ? "failed" : this.refuses.get(row.room) ?? super.saveAccess(row);
  }
}

export function startOn(storage: Storage) {
  const owned = startOwnedRoom({ roomsLimit: 10_000 }, { storage });
  return { ...owned, accessStore: owned.directory.admission.accessStore };
}
