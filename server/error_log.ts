// What the server writes down of an error: where it happened, and nothing that a person typed.

/** The same error in the same place is written once in so many milliseconds; the rest is counted. */
const PAUSE_MS = 10_000;
/** Places that are remembered; beyond it everything is new again. */
const MAX_PLACES = 1_000;
/** Lines of the stack that are kept. */
const FRAMES = 4;

/** One line of the log, as JSON. */
export interface LogLine {
  at: string;
  /** The event, the route or the part of the server. */
  in: string;
  /** The class of the error. Its message stays out: it may quote what a person typed. */
  error: string;
  stack: string[];
  /** How often the same was left out since the line before. */
  more?: number;
}

/** The date, in milliseconds since 1970, and a clock that nobody sets. */
interface LogClock {
  now(): number;
  steady(): number;
}

const SYSTEM_CLOCK: LogClock = { now: () => Date.now(), steady: () => performance.now() };

/** Turns errors into lines for `write`. */
export class ErrorLog {
  readonly #write: (line: string) => void;
  readonly #clock: LogClock;
  readonly #seen = new Map<string, { at: number; more: number }>();
  #count = 0;

  constructor(write: (line: string) => void, clock: LogClock = SYSTEM_CLOCK) {
    this.#write = write;
    this.#clock = clock;
  }

  /** Errors so far, those included that were not written again. */
  get count(): number {
    return this.#count;
  }

  /** Writes an error down, or counts it. `where` must be a name of the program's own. */
  error(error: unknown, where: string): void {
    this.#count += 1;
    const line = describe(error);
    const place = [where, line.error, ...line.stack].join(" ");
    const now = this.#clock.steady();
    const known = this.#seen.get(place);
    if (known !== undefined && now - known.at < PAUSE_MS) return void (known.more += 1);
    if (this.#seen.size >= MAX_PLACES) this.#seen.clear();
    this.#seen.set(place, { at: now, more: 0 });
    this.#write(JSON.stringify(
      {
        at: new Date(this.#clock.now()).toISOString(),
        in: where,
        ...line,
        ...(known && known.more > 0 ? { more: known.more } : {}),
      } satisfies LogLine,
    ));
  }
}

function describe(error: unknown): Pick<LogLine, "error" | "stack"> {
  if (!(error instanceof Error)) return { error: typeof error, stack: [] };
  return { error: error.constructor.name, stack: framesOf(error) };
}

/** The message stands in front of the frames and may have lines of its own: only frames are kept. */
function framesOf({ stack = "", message }: Error): string[] {
  const at = stack.indexOf(message);
  const frames = (at === -1 ? stack : stack.slice(at + message.length)).split("\n");
  return frames.filter((line) => /^\s+at /.test(line)).slice(0, FRAMES).map((line) =>
    line.trim().replace(/file:\/\/\S*\/(?=[^/\s]+\/[^/\s]+:\d)/, "").slice(0, 200)
  );
}
