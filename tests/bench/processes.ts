// Processes under measurement: which core they run on, and what CPU time they have used.

/** Clock ticks per second in /proc, the same on every Linux that Deno runs on. */
const TICKS_PER_SECOND = 100;

/** True where CPU time and cores can be read and set (Linux). */
export function canMeasureCpu(): boolean {
  return Deno.build.os === "linux";
}

/** CPU time of a process with all its threads so far, in microseconds. */
export function cpuMicros(pid: number): number {
  const stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" "); // the name may hold spaces
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND * 1e6; // utime + stime
}

/** Resident memory of a process, in kilobytes. */
export function memoryKb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(Deno.readTextFileSync(`/proc/${pid}/status`))?.[1] ?? NaN);
}

/** Keeps a process and its threads on one core; false where that cannot be done. */
export async function pin(pid: number, core: number): Promise<boolean> {
  if (navigator.hardwareConcurrency < 2) return false;
  try {
    const { success } = await new Deno.Command("taskset", {
      args: ["-a", "-c", "-p", String(core), String(pid)],
      stdout: "null",
      stderr: "null",
    }).output();
    return success;
  } catch {
    return false; // taskset is not installed: figures are noisier, not wrong
  }
}

/** A helper program that reads one JSON line and answers with one, again and again. */
export class JsonProcess {
  readonly #child: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #reader: ReadableStreamDefaultReader<string>;
  #rest = "";

  /** Starts `deno run` with a script of this repository. */
  constructor(script: string) {
    this.#child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", script],
      stdin: "piped",
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    this.#writer = this.#child.stdin.getWriter();
    this.#reader = this.#child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  }

  get pid(): number {
    return this.#child.pid;
  }

  /** Sends a request and waits for its answer. */
  async ask<T>(request: object): Promise<T> {
    await this.#writer.write(new TextEncoder().encode(`${JSON.stringify(request)}\n`));
    return JSON.parse(await this.#line()) as T;
  }

  async #line(): Promise<string> {
    while (!this.#rest.includes("\n")) {
      const { value, done } = await this.#reader.read();
      if (done) throw new Error("The helper process ended without an answer.");
      this.#rest += value;
    }
    const end = this.#rest.indexOf("\n");
    const line = this.#rest.slice(0, end);
    this.#rest = this.#rest.slice(end + 1);
    return line;
  }

  async close(): Promise<void> {
    await this.#writer.close();
    await this.#child.status;
  }
}

/** The other end: answers every JSON line on the standard input. */
export async function answerJsonLines<Q, A>(answer: (request: Q) => Promise<A>): Promise<void> {
  let rest = "";
  for await (const text of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) console.log(JSON.stringify(await answer(JSON.parse(line) as Q)));
  }
  Deno.exit(0);
}
