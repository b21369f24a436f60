// Keeps a program running: one that has ended is started again, later and later, until it stays.

/** A program that runs. */
export interface Running {
  readonly pid: number;
  /** Why it ended, once it has. */
  readonly ended: Promise<string>;
  kill(): void;
}

/** What a supervisor needs. Times in milliseconds. */
export interface SupervisorOptions {
  /** Starts it; a sentence where it cannot run. */
  start: () => Promise<Running | string>;
  after: (ms: number, action: () => void) => () => void;
  /** Milliseconds that no setting of the clock moves. */
  steady: () => number;
  log: (sentence: string) => void;
  /** It runs, or does not any more. */
  onChange: () => void;
}

/** The first pause, and the longest. */
export const PAUSE_MS = { first: 1_000, longest: 30_000 } as const;
/** Whatever ran for so long is well: the next pause is the first one again. */
export const WELL_MS = 60_000;

/** Starts `start` again whenever what it started has ended. */
export class Supervisor {
  readonly #options: SupervisorOptions;
  #running: Running | null = null;
  #pause: number = PAUSE_MS.first;
  #restarts = 0;
  #isStopped = false;
  #cancel: () => void = () => {};

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  /** What runs now; null while nothing does. */
  get running(): Running | null {
    return this.#running;
  }

  /** How often it was started again. */
  get restarts(): number {
    return this.#restarts;
  }

  /** Starts it for the first time; answers a sentence where it cannot run, and then tries no more. */
  async begin(): Promise<string | null> {
    const found = await this.#options.start();
    if (typeof found === "string") return found;
    this.#take(found);
    return null;
  }

  /** Ends it for good. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancel();
    const running = this.#running;
    running?.kill();
    await running?.ended;
  }

  #take(running: Running): void {
    if (this.#isStopped) return running.kill();
    const { steady, onChange } = this.#options;
    const since = steady();
    this.#running = running;
    onChange();
    void running.ended.then((why) => {
      this.#running = null;
      if (this.#isStopped) return;
      if (steady() - since >= WELL_MS) this.#pause = PAUSE_MS.first;
      onChange();
      this.#later(why);
    });
  }

  #later(why: string): void {
    const { log, after } = this.#options;
    const pause = this.#pause;
    this.#pause = Math.min(PAUSE_MS.longest, 2 * pause);
    log(`${why} It is started again in ${pause / 1_000} s.`);
    this.#cancel = after(pause, () => void this.#again());
  }

  async #again(): Promise<void> {
    this.#restarts++;
    const found = await this.#options.start();
    if (typeof found !== "string") this.#take(found);
    else if (!this.#isStopped) this.#later(found);
  }
}
