// Programs that make networks, run one after the other; and why there can be no networks here.

/** How a program is run. */
export interface RunOptions {
  /** Its standard input. */
  input?: string;
  /** A failure is an answer, too. */
  fails?: boolean;
}

/** Runs a program in a network namespace. */
export function inside(name: string, words: readonly string[], options: RunOptions = {}) {
  return run(["ip", "netns", "exec", name, ...words], options);
}

/** Runs a program to its end; throws if it fails, unless failures are answers. */
export async function run(words: readonly string[], { input, fails }: RunOptions = {}) {
  const [program = "", ...args] = words;
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
  try {
    const process = new Deno.Command(program, {
      args,
      stdin: input === undefined ? "null" : "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    if (input !== undefined) {
      const writer = process.stdin.getWriter();
      await writer.write(new TextEncoder().encode(input));
      await writer.close();
    }
    const { success, stdout, stderr } = await process.output();
    if (success || fails) return { success, said: text(stdout) };
    throw new Error(`${words.join(" ")}: ${text(stderr)}`);
  } catch (error) {
    if (fails && error instanceof Deno.errors.NotFound) return { success: false, said: "" };
    throw error;
  }
}

/** Names of namespaces begin with this and the number of the process that made them. */
const PREFIX = "juz";

/** For all that this process makes. */
export const OWN_PREFIX = `${PREFIX}${Deno.pid}`;

/** Takes down what a test left behind that was ended before its time, with whatever runs there. */
export async function sweep(): Promise<void> {
  const { said } = await run(["ip", "netns", "list"], { fails: true });
  for (const [name, pid] of said.matchAll(new RegExp(`^${PREFIX}(\\d+)\\w+`, "gm"))) {
    if (await isRunning(Number(pid))) continue;
    const { said: pids } = await run(["ip", "netns", "pids", name], { fails: true });
    for (const pid of pids.split(/\s+/).filter(Boolean)) Deno.kill(Number(pid), "SIGKILL");
    await run(["ip", "netns", "del", name], { fails: true });
  }
}

async function isRunning(pid: number): Promise<boolean> {
  return await Deno.stat(`/proc/${pid}`).then(() => true, () => false);
}

/** Why there can be no networks of one's own here; null if there can. */
export async function labMissing(): Promise<string | null> {
  for (const program of ["ip", "nft"]) {
    if (!(await run([program, "-V"], { fails: true })).success) {
      return `${program} is not installed`;
    }
  }
  const name = `${OWN_PREFIX}t`;
  const made = await run(["ip", "netns", "add", name], { fails: true });
  if (!made.success) return "network namespaces need root, and a kernel that has them";
  const filters = await inside(name, ["nft", "add", "table", "ip", "t"], { fails: true });
  const tunnels = await inside(name, "ip tuntap add t mode tun".split(" "), { fails: true });
  await run(["ip", "netns", "del", name]);
  if (!filters.success) return "this kernel has no nftables";
  return tunnels.success ? null : "this kernel has no TUN devices";
}
