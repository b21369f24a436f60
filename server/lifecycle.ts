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

/** Listens to signals, and with `--end-with-input` to the end of the input. */
export function followSignals({ end, reload }: Lifecycle): void {
  let ending: Promise<void> | null = null;
  const endOnce = () => void (ending ??= end());
  const hadTerminal = hasTerminal();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    if (signal !== "SIGINT" && Deno.build.os === "windows") continue; // Windows has only SIGINT
    Deno.addSignalListener(signal, () => {
      // Where a terminal was closed, nobody asks for certificates.
      if (signal !== "SIGHUP" || (hadTerminal && !hasTerminal())) endOnce();
      else reload();
    });
  }
  if (Deno.args.includes(END_WITH_INPUT)) void untilInputEnds().then(endOnce);
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
