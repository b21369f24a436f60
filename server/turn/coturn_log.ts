// What coturn says while it runs, as figures: nothing else of its lines is kept. Pure.

/** Figures of a TURN server since it was first started. */
export interface RelayFigures {
  /** Relays that are open. */
  readonly open: number;
  /** Relays that were opened. */
  readonly opened: number;
  /** Bytes exchanged with peers by relays. */
  readonly bytes: number;
  readonly refused: {
    /** Forged or ended credentials. */
    readonly credentials: number;
    /** Relays beyond a quota. */
    readonly quota: number;
    /** Peers in networks where no relay may lead. */
    readonly peer: number;
  };
}

/** Longer lines are none of those that are counted; a longer rest is dropped. */
const MAX_LINE = 2_048;
/** "12: : " in coturn 4.6.1, "12: (4711): INFO: " in later ones. */
const HEAD = String.raw`^\d+: (?:\(\d+\))?: (?:[A-Z]+: )?`;
const SESSION = new RegExp(String.raw`${HEAD}session \d+: (.*)$`);
const STRANGER = new RegExp(`${HEAD}check_stun_auth: Cannot find credentials of user <`);

/** Counts over several runs of coturn. */
export class CoturnLog {
  #rest = "";
  #open = 0;
  #opened = 0;
  #bytes = 0;
  #refused = { credentials: 0, quota: 0, peer: 0 };

  get figures(): RelayFigures {
    const { ...refused } = this.#refused;
    return { open: this.#open, opened: this.#opened, bytes: this.#bytes, refused };
  }

  take(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = (lines.pop() ?? "").slice(0, MAX_LINE);
    for (const line of lines) this.#read(line);
  }

  /** coturn has ended, and all relays with it. */
  end(): void {
    this.#rest = "";
    this.#open = 0;
  }

  /** Names in these lines are others' words; coturn lets no space and no line break into them. */
  #read(line: string): void {
    if (STRANGER.test(line)) this.#refused.credentials++;
    const said = SESSION.exec(line)?.[1];
    if (said === undefined) return;
    if (said.startsWith("new, realm=")) {
      this.#open++;
      this.#opened++;
    } else if (said.startsWith("delete: realm=")) this.#open = Math.max(0, this.#open - 1);
    else if (said.startsWith("peer usage: ")) this.#bytes += bytesOf(said);
    else if (said.endsWith("packet ALLOCATE processed, error 486: Allocation Quota Reached")) {
      this.#refused.quota++;
    } else if (/packet (?:CREATE_PERMISSION|CHANNEL_BIND) processed, error 403: /.test(said)) {
      this.#refused.peer++;
    }
  }
}

function bytesOf(said: string): number {
  return [...said.matchAll(/, [rs]b=(\d+)/g)].reduce((sum, [, bytes]) => sum + Number(bytes), 0);
}
