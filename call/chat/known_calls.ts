// The names by which pages know this call: a line of another call that the server shows gets a warning.
import { toText } from "../e2ee/base64url.ts";
import type { Secrets } from "../ports.ts";

const CALL_BYTES = 12;
/** Names of one call: pages that start before they are connected bring one each. */
export const MAX_CALLS = 16;

/**
 * A page that nobody has told a name makes one. Pages tell each other all names that they know as soon
 * as they are connected, and the server cannot add any.
 */
export class KnownCalls {
  readonly #secrets: Pick<Secrets, "random">;
  #known = new Set<string>();
  /** The name in this page's own lines; a guess gives way to a name from another page. */
  #own: { name: string; guessed: boolean } | null = null;
  /** Another page has told a name, or nobody was here before this page. */
  #sure = false;
  #alone = false;

  constructor(secrets: Pick<Secrets, "random">) {
    this.#secrets = secrets;
  }

  /** All names but guesses, to tell others and to keep over a reload. */
  get names(): readonly string[] {
    return [...this.#known];
  }

  /**
   * Whether a line with this name may belong to the call. Always while nothing is certain, and once
   * there is no place for more names: somebody may have made them up.
   */
  isThis(call: string): boolean {
    return !this.#sure || this.#known.size >= MAX_CALLS || this.#known.has(call);
  }

  /** This page is alone in the room: it names the call, unless earlier lines name it. */
  begin({ isNew }: { isNew: boolean }): void {
    if (this.#sure) return;
    if (isNew) this.hear([this.#make()]);
    else this.#alone = true;
  }

  /** The name for own lines: a known one, else that of the newest line, else a new one. */
  say(newest: () => string | null): string {
    this.#own ??= this.#choose(newest);
    return this.#own.name;
  }

  /** Takes the names that another page knows; answers whether any is new. */
  hear(names: readonly string[]): boolean {
    const before = this.#known.size;
    for (const name of names) if (this.#known.size < MAX_CALLS) this.#known.add(name);
    this.#sure ||= names.length > 0;
    if (this.#own?.guessed === true) this.#own = null;
    return this.#known.size > before;
  }

  clear(): void {
    this.#known.clear();
    this.#own = null;
    this.#sure = false;
    this.#alone = false;
  }

  #choose(newest: () => string | null): { name: string; guessed: boolean } {
    const [known] = this.#known;
    if (known !== undefined) return { name: known, guessed: false };
    const guess = newest();
    const guessed = guess !== null && !this.#alone; // a page that is alone decides
    const name = guess ?? this.#make();
    if (!guessed) this.#known.add(name);
    return { name, guessed };
  }

  #make(): string {
    return toText(this.#secrets.random(CALL_BYTES));
  }
}
