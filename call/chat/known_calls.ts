// Which call this is, as the people in it know it: a server that shows lines of another one is seen.
import { toText } from "../e2ee/base64url.ts";
import type { Secrets } from "../ports.ts";

const CALL_BYTES = 12;
/** Names of one call: people who began without hearing of each other bring one each. */
export const MAX_CALLS = 16;

/**
 * Each page that was told by nobody which call it is gives it a name of its own; pages tell each
 * other all names they know as soon as they are connected, where no server can put in a word.
 */
export class KnownCalls {
  readonly #secrets: Pick<Secrets, "random">;
  #known = new Set<string>();
  /** The one that this page says in its lines; a guess is given up for what another page tells. */
  #own: { name: string; guessed: boolean } | null = null;
  /** Another page told a name, or there was nobody before this one. */
  #sure = false;
  #alone = false;

  constructor(secrets: Pick<Secrets, "random">) {
    this.#secrets = secrets;
  }

  /** All names but guesses, to be told to others and kept over a reload. */
  get names(): readonly string[] {
    return [...this.#known];
  }

  /**
   * Whether a line may name the call so. Until anything is certain, nobody is suspected, nor where
   * there was no place for all names that were told: somebody may have made them up.
   */
  isThis(call: string): boolean {
    return !this.#sure || this.#known.size >= MAX_CALLS || this.#known.has(call);
  }

  /** This page is alone in the room. If nothing was said before, it names the call; else that does. */
  begin({ isNew }: { isNew: boolean }): void {
    if (this.#sure) return;
    if (isNew) this.hear([this.#make()]);
    else this.#alone = true;
  }

  /** The name to say: one that is known, else that of the newest line, else a new one. */
  say(newest: () => string | null): string {
    this.#own ??= this.#choose(newest);
    return this.#own.name;
  }

  /** What another page knows; whether there is anything new in it. */
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
    const guessed = guess !== null && !this.#alone; // whoever is alone decides what came before
    const name = guess ?? this.#make();
    if (!guessed) this.#known.add(name);
    return { name, guessed };
  }

  #make(): string {
    return toText(this.#secrets.random(CALL_BYTES));
  }
}
