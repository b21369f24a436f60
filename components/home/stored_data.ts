// What this browser keeps, to be read and forgotten: home writes nothing, so it needs no guarded store.
import { STORE_PREFIX } from "@/call/recent_rooms.ts";

type AreaName = "page" | "browser";

export interface Kept {
  get(area: AreaName, key: string): string | null;
  remove(area: AreaName, key: string): void;
  names(area: AreaName): readonly string[];
}

/** Where storage is forbidden nothing is kept. */
export function keptHere(): Kept {
  return {
    get: (area, key) => storageOf(area)?.getItem(STORE_PREFIX + key) ?? null,
    remove: (area, key) => storageOf(area)?.removeItem(STORE_PREFIX + key),
    names: (area) =>
      Object.keys(storageOf(area) ?? {}).filter((name) => name.startsWith(STORE_PREFIX))
        .map((name) => name.slice(STORE_PREFIX.length)),
  };
}

function storageOf(area: AreaName): Storage | null {
  try {
    return area === "page" ? sessionStorage : localStorage;
  } catch {
    return null; // forbidden
  }
}
