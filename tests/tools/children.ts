// Which processes another one has started.

/** Processes that were started by another, with their command lines. */
export async function childrenOf(pid: number): Promise<{ pid: number; words: string }[]> {
  const args = ["-o", "pid=,args=", "--ppid", String(pid)];
  const { stdout } = await new Deno.Command("ps", { args }).output();
  return new TextDecoder().decode(stdout).split("\n").filter(Boolean).map((line) => {
    const [, number, words] = /^\s*(\d+) (.*)$/.exec(line) ?? [];
    return { pid: Number(number), words: words ?? "" };
  });
}
