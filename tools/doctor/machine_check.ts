// This machine: the folder for what must last, and how many files may be open.
import { statfsSync } from "node:fs";
import { KEY_FILE } from "../../server/secret_file.ts";
import { type Finding, well, wrong } from "./finding.ts";

const MB = 1_000_000;
/** Below this a busy server fills the disk before anybody looks, in bytes. */
const MIN_FREE = 256 * MB;
/** A room of eight holds eight sockets; a thousand people need some more. */
const MIN_FILES = 4_096;

/** Whether a folder can be written, its disk has room, and its secret is for its owner alone. */
export function checkDisk(dir: string): Finding[] {
  const probe = `${dir}/.doctor`;
  try {
    Deno.mkdirSync(dir, { recursive: true, mode: 0o700 });
    Deno.writeTextFileSync(probe, "");
    Deno.removeSync(probe);
  } catch (error) {
    return [wrong("disk.closed", { dir, why: reasonOf(error) })];
  }
  const { bavail, bsize } = statfsSync(dir);
  const free = Math.floor(bavail * bsize / MB);
  const room = bavail * bsize < MIN_FREE ? wrong : well;
  return [room(room === well ? "disk.ok" : "disk.full", { dir, free }), ...secretOf(dir)];
}

function secretOf(dir: string): Finding[] {
  const path = `${dir}/${KEY_FILE}`;
  try {
    const { mode } = Deno.statSync(path);
    return mode !== null && (mode & 0o077) !== 0 ? [wrong("disk.secret", { path })] : [];
  } catch {
    return []; // the first start makes it
  }
}

/** `limit` answers how many files may be open, or null where nobody can tell. */
export function checkFiles(limit: () => string | null = openFilesLimit): Finding[] {
  const said = limit();
  if (said === null || !/^\d+$/.test(said)) return []; // "unlimited"
  return [
    Number(said) < MIN_FILES
      ? wrong("files.few", { limit: said })
      : well("files.ok", { limit: said }),
  ];
}

/** Programs inherit it from one another; only Linux has this one that tells. */
function openFilesLimit(): string | null {
  try {
    const args = ["--nofile", "--output=SOFT", "--noheadings"];
    const { stdout } = new Deno.Command("prlimit", { args }).outputSync();
    return new TextDecoder().decode(stdout).trim();
  } catch {
    return null;
  }
}

/** The class of an error, without what stands in its message. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
