// CPU time of all the browser processes that this process has started, of whatever kind.
import { cpuMicros } from "../processes.ts";

/** CPU time so far, in milliseconds; processes that have ended are not in it. */
export function browserCpuMs(): number {
  const parents = new Map<number, { parent: number; name: string }>();
  for (const { name } of Deno.readDirSync("/proc")) {
    const pid = Number(name);
    if (Number.isInteger(pid)) parents.set(pid, processOf(pid));
  }
  let micros = 0;
  for (const [pid, { name }] of parents) {
    if (name.startsWith("chrom") && isOurs(pid, parents)) micros += cpuOf(pid);
  }
  return micros / 1_000;
}

function isOurs(pid: number, parents: ReadonlyMap<number, { parent: number }>): boolean {
  for (let at = pid; at > 1; at = parents.get(at)?.parent ?? 0) if (at === Deno.pid) return true;
  return false;
}

function processOf(pid: number): { parent: number; name: string } {
  try {
    const stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
    const end = stat.lastIndexOf(")");
    const parent = Number(stat.slice(end + 2).split(" ")[1]);
    return { parent, name: stat.slice(stat.indexOf("(") + 1, end) };
  } catch {
    return { parent: 0, name: "" }; // it has ended
  }
}

function cpuOf(pid: number): number {
  try {
    return cpuMicros(pid);
  } catch {
    return 0; // it has ended
  }
}
