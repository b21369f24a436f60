// Opens the data file of this server, and takes over what an older version kept.
import { DatabaseSync } from "node:sqlite";
import {
  DISK_BOUNDS,
  MemoryStorage,
  type Storage,
  type StorageBounds,
} from "../../signaling/mod.ts";
import { migrate, OLD_FILE } from "./migrate.ts";
import { prepareTables } from "./schema.ts";
import { FULL, reasonOf, SqliteStorage } from "./sqlite.ts";

/** Name of the data file in the data folder. */
export const DATA_FILE = "rooms.db";
/** How long a write waits for another process that writes, in milliseconds. */
const BUSY_MS = 250;
/** A failing disk is told of once in so many milliseconds. */
const PAUSE_MS = 60_000;
/** The file never grows beyond so many pages of 4 KiB (8 GiB), whatever is written. */
const MAX_PAGES = 1 << 21;

/** How a store is opened. */
export interface StorageOptions {
  dataDir: string;
  /** Whether the server may not start without the disk: somebody counts on what it keeps. */
  required: boolean;
  /** Told in sentences for whoever runs the server. */
  onWarning: (sentence: string) => void;
  /** For tests. */
  bounds?: Partial<StorageBounds>;
  now?: () => number;
  steady?: () => number;
  maxPages?: number;
}

/**
 * The store in the data folder, which is made if need be. A sentence when there is one that cannot
 * be used: rooms would be open that hosts have locked. Where there is certainly none and none can
 * be made, what is kept ends with this process, and a warning says so; with `required` that is a
 * sentence, too.
 */
export function openStorage(options: StorageOptions): Storage | string {
  const { dataDir, required, onWarning } = options;
  const path = `${dataDir}/${DATA_FILE}`;
  const isNew = !mayExist(path) && !mayExist(`${dataDir}/${OLD_FILE}`);
  const opened = open(path, options);
  if (opened instanceof SqliteStorage) return opened;
  if (!isNew) {
    return `${path} cannot be used (${opened}). The server does not start without it, because ` +
      "rooms that hosts have locked would be open: put it right or restore a backup.";
  }
  if (required) {
    return `${path} cannot be made (${opened}). With SECRET set, hosts count on their rooms: make ` +
      "DATA_DIR a folder that this server may write to.";
  }
  onWarning(`${path} cannot be written (${opened}): what hosts decide ends with this process.`);
  const tell = failureTeller(path, options);
  return new MemoryStorage(options.bounds, { onFull: () => tell(FULL) });
}

function open(path: string, options: StorageOptions): SqliteStorage | string {
  const { dataDir, onWarning, now = Date.now, maxPages = MAX_PAGES } = options;
  try {
    makePrivateFile(dataDir, path);
    const db = new DatabaseSync(path, { timeout: BUSY_MS });
    // A killed process loses nothing in WAL mode; a power cut may lose the last moments, no more.
    db.exec(
      `PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;
      PRAGMA trusted_schema = OFF; PRAGMA wal_autocheckpoint = 250;
      PRAGMA journal_size_limit = 4194304; PRAGMA max_page_count = ${maxPages};`,
    );
    const problem = prepareTables(db);
    if (problem !== null) return problem;
    migrate(db, { dataDir, onWarning, now });
    const bounds = { ...DISK_BOUNDS, ...options.bounds };
    return new SqliteStorage(db, { bounds, now, onFailure: failureTeller(path, options) });
  } catch (error) {
    return reasonOf(error);
  }
}

/** Says at most once a minute that something failed, and how often. */
function failureTeller(
  path: string,
  { onWarning, steady = () => performance.now() }: StorageOptions,
) {
  let next = 0;
  let count = 0;
  return (reason: string) => {
    count += 1;
    if (steady() < next) return;
    next = steady() + PAUSE_MS;
    onWarning(
      `${path} cannot be read or written (${reason}; ${count} times so far): what hosts decide ` +
        "now may end with this process.",
    );
  };
}

/** SQLite gives its other files the rights of this one. */
function makePrivateFile(dataDir: string, path: string): void {
  Deno.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (mayExist(path)) return;
  try {
    Deno.writeTextFileSync(path, "", { mode: 0o600, createNew: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error; // another process was faster
  }
}

/** Only "not there" is a no; whatever else hinders us from looking may hide something. */
function mayExist(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch (error) {
    const { NotFound, NotADirectory } = Deno.errors;
    return !(error instanceof NotFound || error instanceof NotADirectory);
  }
}
