// Access records of all rooms, whether they are open or not, on top of what outlives the process.
import { ownedPart } from "../../protocol/owned.ts";
import { MemoryStorage } from "../memory_storage.ts";
import type { Reading, Storage } from "../storage.ts";
import { type Estate, NEW_ESTATE, newestOf } from "./estate.ts";
import { readEstate } from "./estate_schema.ts";
import { isDecided, strictestOf } from "./keeping.ts";

/** Records that could not be saved yet; more are refused. */
const MAX_UNSAVED = 10_000;

/** Estates by the name of their room. A room about which nothing was decided needs no place here. */
export class Registry {
  /** For whoever keeps more than access records. */
  readonly storage: Storage;
  /** Decisions that hold in this process and could not be saved. */
  readonly #unsaved = new Map<string, { estate: Estate; made: boolean }>();

  constructor(storage: Storage | null = null) {
    this.storage = storage ?? new MemoryStorage();
  }

  /** The estate of a room; null if it belongs to nobody. A room in doubt is locked. */
  of(room: string): Estate | null {
    if (ownedPart(room) === null) return null;
    const unsaved = this.#unsaved.get(room);
    return unsaved?.estate ?? estateIn(this.storage.readAccess(room)) ?? NEW_ESTATE;
  }

  /** Whether anything was ever decided about this room. */
  knows(room: string): boolean {
    return this.#unsaved.has(room) || this.storage.readAccess(room).kind === "found";
  }

  /** Whether what was decided about this room last is kept for the next run. */
  isSaved(room: string): boolean {
    return !this.#unsaved.has(room);
  }

  /**
   * Keeps an estate, unless a newer one is known; gives the newest. With `made` it is kept even
   * though nothing was decided: somebody asked for the room itself.
   */
  keep(
    room: string,
    estate: Estate | null,
    { made = false }: { made?: boolean } = {},
  ): Estate | null {
    const known = this.of(room);
    const newest = known && newestOf(known, estate);
    if (newest === null || newest === known) return newest;
    this.#save(room, { estate: newest, made });
    return newest;
  }

  /** Tries once more to save what could not be saved; gives how many records are left. */
  retry(): number {
    for (const [room, record] of [...this.#unsaved]) this.#save(room, record);
    return this.#unsaved.size;
  }

  #save(room: string, { estate, made }: { estate: Estate; made: boolean }): void {
    const before = this.storage.readAccess(room);
    const decided = made || isDecided(room, estate);
    if (before.kind === "none" && !decided) return void this.#unsaved.delete(room);
    const saved = isReadable(before) &&
      this.storage.saveAccess({ room, record: estate, decided }) === "saved";
    if (saved) this.#unsaved.delete(room);
    else if (this.#unsaved.size < MAX_UNSAVED) this.#unsaved.set(room, { estate, made });
  }
}

/** A record of a newer version, or a damaged one, is never written over. */
function isReadable(reading: Reading<unknown>): boolean {
  return reading.kind === "none" ||
    (reading.kind === "found" && readEstate(reading.value) !== null);
}

function estateIn(reading: Reading<unknown>): Estate | null {
  switch (reading.kind) {
    case "none":
      return null;
    case "found":
      return readEstate(reading.value) ?? strictestOf(reading.value);
    case "unreadable":
      return strictestOf(undefined);
    default:
      return reading satisfies never;
  }
}
