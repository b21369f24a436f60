// How the process is told to end, or to look at its certificates again.

/** What a signal asks for. */
export interface Lifecycle {
  /** Called once. */
  end(): Promise<void>;
  /** SIGHUP, as daemons take it. */
  reload(): void;
  /** A line of the input, with `--end-with-input`. */
  hear?(line: string): void;
}

/** Argument of `deno task start`: the input is a pipe, and ends with the process that started us. */
const END_WITH_INPUT = "--end-with-input";

/** What signals lead to; before `attach` there is nothing to close, and nothing to look at again. */
export class Signals {
  #lifecycle: Lifecycle | null = null;
  #ending: Promise<void> | null = null;
  /** The last line that came before there was anybody to hear it. */
  #early: string | null = null;
  readonly #hadTerminal = hasTerminal();

  /** Listens to signals, and with `--end-with-input` to the end of the input. */
  static follow(): Signals {
    const signals = new Signals();
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      if (signal !== "SIGINT" && Deno.build.os === "windows") continue; // Windows has only SIGINT
      Deno.addSignalListener(signal, () => signals.#take(signal));
    }
    if (Deno.args.includes(END_WITH_INPUT)) {
      void untilInputEnds((line) => signals.#hear(line)).then(() => signals.#end());
    }
    return signals;
  }

  /** From now on there is something to end. */
  attach(lifecycle: Lifecycle): void {
    this.#lifecycle = lifecycle;
    if (this.#early !== null) lifecycle.hear?.(this.#early);
  }

  #take(signal: "SIGINT" | "SIGTERM" | "SIGHUP"): void {
    // Where a terminal was closed, nobody asks for certificates.
    if (signal !== "SIGHUP" || (this.#hadTerminal && !hasTerminal())) this.#end();
    else this.#lifecycle?.reload();
  }

  #hear(line: string): void {
    if (this.#lifecycle === null) this.#early = line;
    else this.#lifecycle.hear?.(line);
  }

  #end(): void {
    if (this.#lifecycle === null) Deno.exit(0);
    this.#ending ??= this.#lifecycle.end();
  }
}

function hasTerminal(): boolean {
  return Deno.stdout.isTerminal() || Deno.stderr.isTerminal();
}

/** Who starts this process keeps the other end: a killed one closes it without a word. */
export async function untilInputEnds(onLine: (line: string) => void = () => {}): Promise<void> {
  try {
    let rest = "";
    for await (const text of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      lines.forEach(onLine);
    }
  } catch {
    // Torn is ended, too.
  }
}
