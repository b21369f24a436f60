// How the process is told to end, or to look at its certificates again.

/** What a signal asks for. */
export interface Lifecycle {
  /** Called once. */
  end(): Promise<void>;
  /** SIGHUP, as daemons take it. */
  reload(): void;
}

/** Argument of `deno task start`: the input is a pipe, and ends with the process that started us. */
const END_WITH_INPUT = "--end-with-input";

/** What signals lead to; before `attach` there is nothing to close, and nothing to look at again. */
export class Signals {
  #lifecycle: Lifecycle | null = null;
  #ending: Promise<void> | null = null;
  readonly #hadTerminal = hasTerminal();

  /** Listens to signals, and with `--end-with-input` to the end of the input. */
  static follow(): Signals {
    const signals = new Signals();
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      if (signal !== "SIGINT" && Deno.build.os === "windows") continue; // Windows has only SIGINT
      Deno.addSignalListener(signal, () => signals.#take(signal));
    }
    if (Deno.args.includes(END_WITH_INPUT)) void untilInputEnds().then(() => signals.#end());
    return signals;
  }

  /** From now on there is something to end. */
  attach(lifecycle: Lifecycle): void {
    this.#lifecycle = lifecycle;
  }

  #take(signal: "SIGINT" | "SIGTERM" | "SIGHUP"): void {
    // Where a terminal was closed, nobody asks for certificates.
    if (signal !== "SIGHUP" || (this.#hadTerminal && !hasTerminal())) this.#end();
    else this.#lifecycle?.reload();
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
export async function untilInputEnds(): Promise<void> {
  try {
    for await (const _ of Deno.stdin.readable); // nothing is said there
  } catch {
    // Torn is ended, too.
  }
}
