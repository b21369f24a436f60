// A part of a call that is fetched when it is first needed, so that nobody waits for it before.

/** After so many failed attempts a call goes without it. */
const MOST_ATTEMPTS = 3;

/** Made once what makes it has come, unless it is not wanted any more by then. */
export class LazyPart<Part> {
  readonly #fetch: () => Promise<() => Part>;
  #part: Part | null = null;
  #isLoading = false;
  #failures = 0;
  /** Counts how often it was dropped. */
  #generation = 0;

  constructor(fetch: () => Promise<() => Part>) {
    this.#fetch = fetch;
  }

  /** The part where it is there. */
  get part(): Part | null {
    return this.#part;
  }

  /** The same; where it is not there it is asked for. */
  want(): Part | null {
    const isMissing = this.#part === null && !this.#isLoading;
    if (isMissing && this.#failures < MOST_ATTEMPTS) void this.#load();
    return this.#part;
  }

  /** Another one is made the next time that one is wanted. */
  drop(): void {
    this.#part = null;
    this.#generation++;
  }

  async #load(): Promise<void> {
    const generation = this.#generation;
    this.#isLoading = true;
    try {
      const make = await this.#fetch();
      if (generation === this.#generation) this.#part = make();
    } catch {
      this.#failures++; // most likely there is no network just now
    } finally {
      this.#isLoading = false;
    }
  }
}
