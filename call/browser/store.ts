// What this browser remembers. A browser that forbids storage still holds calls.
import type { Store } from "../ports.ts";
import { STORE_PREFIX as PREFIX } from "../recent_rooms.ts";
import { safeStore } from "../safe_ports.ts";

/** localStorage and sessionStorage; memory of this page where they are forbidden. */
export function browserStore(): Store {
  const areas = { page: areaOf("sessionStorage"), browser: areaOf("localStorage") };
  return safeStore({
    get: (area, key) => areas[area].getItem(PREFIX + key),
    set: (area, key, value) => areas[area].setItem(PREFIX + key, value),
    remove: (area, key) => areas[area].removeItem(PREFIX + key),
    names: (area) =>
      areas[area].names().flatMap((name) =>
        name.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : []
      ),
  });
}

type Area = Pick<Storage, "getItem" | "setItem" | "removeItem"> & { names(): string[] };

function areaOf(name: "sessionStorage" | "localStorage"): Area {
  try {
    const storage = globalThis[name];
    storage.getItem(`${PREFIX}probe`);
    return { // what it does not take is kept by `safeStore`
      getItem: (key) => storage.getItem(key),
      setItem: (key, value) => storage.setItem(key, value),
      removeItem: (key) => storage.removeItem(key),
      names: () => Object.keys(storage),
    };
  } catch {
    return inMemory(); // forbidden
  }
}

function inMemory(): Area {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
    names: () => [...values.keys()],
  };
}
