// Commit, then reveal: a man in the middle cannot choose a number that makes the words match.
import type { Clock, Secrets } from "../ports.ts";
import { MessageBudget } from "../transport/message_budget.ts";
import { MAX_ROUND, type PeerMessages } from "../transport/data_messages.ts";
import { toText } from "./base64url.ts";
import { encode } from "./derive_key.ts";

const RANDOM_BYTES = 16;
/** Rounds that others can cause; each costs a message to every member. */
const ROUNDS = { burst: 30, perSecond: 1 };

/** Further rounds wait so long, in milliseconds. */
const PAUSE_MS = 2_000;

type Part = PeerMessages["words"];

export interface SasExchangeOptions {
  room: string;
  secrets: Secrets;
  clock: Pick<Clock, "steady" | "after">;
  self: () => string | null;
  tell(id: string, part: Part): void;
  onChange(): void;
}

/**
 * Every page draws a random number and sends its hash to all others, and the number itself only once it
 * has the hashes of all. Any change of pages starts another round with new numbers for everybody, so a
 * number that has been revealed is never used again (as in ZRTP, RFC 6189, and Signal).
 */
export class SasExchange {
  readonly #options: SasExchangeOptions;
  #budget = new MessageBudget(ROUNDS);
  #members: readonly string[] = [];
  #pages = "";
  #cancel: (() => void) | null = null;
  #round = 0;
  #own: { random: string; commit: string | null; revealed: boolean } | null = null;
  #commits = new Map<string, string>();
  #randoms = new Map<string, string>();

  constructor(options: SasExchangeOptions) {
    this.#options = options;
  }

  /** Sets the other members; a new round begins whenever `pages`, which identifies their pages, changes. */
  update(members: readonly string[], pages: string): void {
    if (pages === this.#pages) return;
    this.#pages = pages;
    this.#members = members;
    if (members.length > 0) void this.#begin(after(this.#round));
  }

  /** A member can be reached. */
  reach(id: string): void {
    this.#tell([id]);
  }

  hear(id: string, part: Part): void {
    void this.#take(id, part);
  }

  /** Numbers by member, the own one included; null while one is missing. */
  get numbers(): ReadonlyMap<string, string> | null {
    const { self } = this.#options;
    const own = this.#own;
    const missing = this.#members.some((id) => !this.#randoms.has(id));
    if (own === null || missing) return null;
    return new Map([...this.#randoms, [self() ?? "", own.random]]);
  }

  /** Known numbers, and the own one in place of missing ones: such words match nobody's. */
  get some(): ReadonlyMap<string, string> {
    const own = this.#own?.random ?? "";
    const numbers = this.#members.map((id) => [id, this.#randoms.get(id) ?? own] as const);
    return new Map([...numbers, [this.#options.self() ?? "", own]]);
  }

  async #begin(round: number): Promise<void> {
    const { secrets, clock, self, onChange } = this.#options;
    this.#cancel?.();
    this.#cancel = null;
    if (!this.#budget.take(clock.steady())) {
      this.#cancel = clock.after(PAUSE_MS, () => void this.#begin(after(this.#round)));
      return;
    }
    this.#round = round;
    this.#commits.clear();
    this.#randoms.clear();
    const own = { random: toText(secrets.random(RANDOM_BYTES)), commit: null, revealed: false };
    this.#own = own;
    onChange();
    const commit = await this.#hash({ id: self() ?? "", round, random: own.random });
    if (this.#own !== own) return; // another round has begun
    this.#own = { ...own, commit };
    this.#tell(this.#members);
    this.#reveal();
  }

  async #take(id: string, { round, commit, random }: Part): Promise<void> {
    if (isLater(this.#round, round)) return this.#tell([id]); // they will follow
    if (isLater(round, this.#round)) await this.#begin(round);
    if (round !== this.#round) return;
    const known = this.#commits.get(id);
    // A member who commits, or changes the commitment, after the reveal has had time to choose.
    if (known !== commit && (known !== undefined || this.#own?.revealed === true)) {
      return await this.#begin(after(round));
    }
    this.#commits.set(id, commit);
    this.#reveal();
    if (random === undefined) return;
    const right = await this.#hash({ id, round, random }) === commit;
    if (!right || this.#commits.get(id) !== commit || round !== this.#round) return;
    this.#randoms.set(id, random);
    this.#options.onChange();
  }

  /** Reveals the own number once everybody has committed to one. */
  #reveal(): void {
    const own = this.#own;
    if (own === null || own.commit === null || own.revealed) return;
    if (this.#members.length === 0 || this.#members.some((id) => !this.#commits.has(id))) return;
    this.#own = { ...own, revealed: true };
    this.#tell(this.#members);
  }

  #tell(ids: readonly string[]): void {
    const own = this.#own;
    if (own === null || own.commit === null) return;
    const { commit, random, revealed } = own;
    const part: Part = { round: this.#round, commit, ...(revealed ? { random } : {}) };
    for (const id of ids) this.#options.tell(id, part);
  }

  async #hash({ id, round, random }: { id: string; round: number; random: string }) {
    const { room, secrets: { subtle } } = this.#options;
    if (subtle === null) return null;
    const said = encode(JSON.stringify(["juz commit", room, id, round, random]));
    return toText(new Uint8Array(await subtle.digest("SHA-256", said)));
  }
}

/** Round numbers wrap around: nobody can use them up. */
function after(round: number): number {
  return round % MAX_ROUND + 1;
}

/** Whether one round comes after another, by the shorter way around the circle. */
function isLater(one: number, other: number): boolean {
  const ahead = (one - other + MAX_ROUND) % MAX_ROUND;
  return ahead > 0 && ahead <= MAX_ROUND / 2;
}
