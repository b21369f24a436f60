// Commit first, reveal then: nobody who sits in the middle can choose what makes the words come out right.
import type { Clock, Secrets } from "../ports.ts";
import { MessageBudget } from "../transport/message_budget.ts";
import { MAX_ROUND, type PeerMessages } from "../transport/data_messages.ts";
import { toText } from "./base64url.ts";
import { encode } from "./derive_key.ts";

const RANDOM_BYTES = 16;
/** Rounds that others can cause; each costs a message to everybody. */
const ROUNDS = { burst: 30, perSecond: 1 };

/** Who causes more has to wait, in milliseconds. */
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
 * Every page draws a number and tells all others its hash; the number itself only when it has the
 * hashes of all. Whoever changes comes into another round, with new numbers for everybody: so a
 * number that is known is never used again (as in ZRTP, RFC 6189, and Signal).
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

  /** These are the others; `pages` says which pages they are, to begin anew with other ones. */
  update(members: readonly string[], pages: string): void {
    if (pages === this.#pages) return;
    this.#pages = pages;
    this.#members = members;
    if (members.length > 0) void this.#begin(after(this.#round));
  }

  /** There is a way to a member. */
  reach(id: string): void {
    this.#tell([id]);
  }

  hear(id: string, part: Part): void {
    void this.#take(id, part);
  }

  /** Numbers by member, one's own included; null while one is missing. */
  get numbers(): ReadonlyMap<string, string> | null {
    const { self } = this.#options;
    const own = this.#own;
    const missing = this.#members.some((id) => !this.#randoms.has(id));
    if (own === null || missing) return null;
    return new Map([...this.#randoms, [self() ?? "", own.random]]);
  }

  /** The numbers that are known; one's own in place of those that are not: such words fit nobody's. */
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
    if (isLater(this.#round, round)) return this.#tell([id]); // it will follow
    if (isLater(round, this.#round)) await this.#begin(round);
    if (round !== this.#round) return;
    const known = this.#commits.get(id);
    // Whoever commits, or to something else, when all is revealed has had time to choose.
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

  /** Only when everybody is bound to a number. */
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

/** Rounds go in a circle: nobody can bring them to an end for those who stay. */
function after(round: number): number {
  return round % MAX_ROUND + 1;
}

/** Whether one round comes after another, by the shorter way round. */
function isLater(one: number, other: number): boolean {
  const ahead = (one - other + MAX_ROUND) % MAX_ROUND;
  return ahead > 0 && ahead <= MAX_ROUND / 2;
}
