// The secret under which the server signs: from a setting, or from a file that it makes by itself.
import { randomBytes } from "node:crypto";

/** The disk, as far as it is needed. All throw as Deno's functions of these names do. */
export interface FileSystem {
  readTextFile(path: string): string;
  writeTextFile(path: string, text: string, options: { mode: number }): void;
  rename(from: string, to: string): void;
  mkdir(path: string, options: { recursive: true; mode: number }): void;
}

/** Deno's own. */
const REAL_FILE_SYSTEM: FileSystem = {
  readTextFile: Deno.readTextFileSync,
  writeTextFile: Deno.writeTextFileSync,
  rename: Deno.renameSync,
  mkdir: Deno.mkdirSync,
};

/** A secret, and what whoever runs the server should know about it. */
export interface Secret {
  value: string;
  /** One sentence; null when all is well. */
  warning: string | null;
}

/** Name of the file in the data folder. */
export const KEY_FILE = "secret.key";

const FORM = /^[\w-]{43}$/;
const OWNER_ONLY = { file: 0o600, folder: 0o700 };

/**
 * The secret of the settings, else that of the key file, else a new one that is written there. A
 * file that cannot be read or written never stops the server: calls go on, and a warning says what
 * is lost by it.
 */
export function loadSecret(
  { secret, dataDir }: { secret: string; dataDir: string },
  disk: FileSystem = REAL_FILE_SYSTEM,
): Secret {
  if (secret !== "") return { value: secret, warning: null };
  const path = `${dataDir}/${KEY_FILE}`;
  const kept = read(path, disk);
  if (kept !== null && FORM.test(kept)) return { value: kept, warning: null };
  const value = randomBytes(32).toString("base64url");
  const damaged = kept !== null;
  if (!write(path, { value, dataDir, disk })) {
    const what = damaged ? "is damaged and cannot be replaced" : "cannot be written";
    return {
      value,
      warning: `${path} ${what}: rooms will not outlive a restart of this server. ` +
        "Make DATA_DIR a folder that it may write to, or set SECRET.",
    };
  }
  if (!damaged) return { value, warning: null };
  return {
    value,
    warning: `${path} was damaged and has been replaced: rooms of before this start are lost.`,
  };
}

function read(path: string, disk: FileSystem): string | null {
  try {
    return disk.readTextFile(path).trim();
  } catch (error) {
    return error instanceof Deno.errors.NotFound ? null : "";
  }
}

/** Whole or not at all: the file gets its name only when everything is in it. */
function write(
  path: string,
  { value, dataDir, disk }: { value: string; dataDir: string; disk: FileSystem },
): boolean {
  try {
    disk.mkdir(dataDir, { recursive: true, mode: OWNER_ONLY.folder });
    disk.writeTextFile(`${path}.new`, `${value}\n`, { mode: OWNER_ONLY.file });
    disk.rename(`${path}.new`, path);
    return true;
  } catch {
    return false; // read-only, full, or not ours: the caller says so
  }
}
