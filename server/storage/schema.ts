// The tables of the data file, and the way from one version of them to the next.
import type { DatabaseSync } from "node:sqlite";

/** Version of the tables, in SQLite's `user_version`. */
const SCHEMA_VERSION = 1;

/** `saved` counts the writes, so that "oldest" needs no clock; `at` is for people who look at it. */
const TABLES = `
CREATE TABLE access (
  room TEXT PRIMARY KEY,
  decided INTEGER NOT NULL,
  saved INTEGER NOT NULL,
  at INTEGER NOT NULL,
  record TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX access_oldest ON access (decided, saved);
CREATE TABLE call (
  room TEXT PRIMARY KEY,
  number INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  ended INTEGER NOT NULL,
  saved INTEGER NOT NULL,
  members TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX call_oldest ON call (saved);
CREATE TABLE unread (line TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
PRAGMA user_version = ${SCHEMA_VERSION};
`;

/** Makes the tables of a new file; a sentence when the file is a newer program's. */
export function prepareTables(db: DatabaseSync): string | null {
  const version = Number(db.prepare("PRAGMA user_version").get()?.user_version);
  if (version === SCHEMA_VERSION) return null;
  if (version > SCHEMA_VERSION) return "it was written by a newer version of this program";
  inTransaction(db, () => {
    const found = Number(db.prepare("PRAGMA user_version").get()?.user_version);
    if (found === 0) db.exec(TABLES); // another process may have been faster
  });
  return null;
}

/** Does all of it or nothing of it. Throws what `work` throws. */
export function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    db.exec("COMMIT");
    return result;
  } catch (error) {
    try {
      db.exec("ROLLBACK");
    } catch {
      // a full disk rolls back by itself
    }
    throw error;
  }
}
