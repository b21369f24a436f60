// What no page may do during a test: print errors, reject unheard, break its CSP, ask strangers.

/** Kinds of trouble a guard notices. */
export type ProblemKind =
  | "console"
  | "exception"
  | "rejection"
  | "csp"
  | "foreign"
  | "crash"
  | "dialog";

/** One thing that went wrong in a page. */
export interface Problem {
  kind: ProblemKind;
  text: string;
}

const KINDS: readonly string[] = [
  "console",
  "exception",
  "rejection",
  "csp",
  "foreign",
  "crash",
  "dialog",
];

/** Collects the problems of one person's page. */
export class Guard {
  readonly #problems: Problem[] = [];
  readonly #allowed: RegExp[] = [];
  readonly #origins: Set<string>;

  constructor(readonly owner: string, origins: Iterable<string>) {
    this.#origins = new Set(origins);
  }

  /** Excuses problems whose "kind: text" matches; for errors a test causes on purpose. */
  allow(...patterns: RegExp[]): void {
    this.#allowed.push(...patterns);
  }

  /** Lets the page ask one more origin, like "http://localhost:1234". */
  allowOrigin(origin: string): void {
    this.#origins.add(origin);
  }

  note(kind: ProblemKind, text: string): void {
    this.#problems.push({ kind, text });
  }

  /** For reports that come out of the page itself, with a kind nobody has checked. */
  noteFromPage(kind: string, text: string): void {
    if (isKind(kind)) this.note(kind, text);
  }

  /** Notes a request that leaves the allowed origins. WebSockets count as their http twins. */
  noteRequest(url: string): void {
    if (/^(data|blob|about|chrome|chrome-error|resource|moz-extension):/.test(url)) return;
    const origin = new URL(url.replace(/^ws/, "http")).origin;
    if (!this.#origins.has(origin)) this.note("foreign", url);
  }

  /** Problems that nothing excuses, in the order they came. */
  get problems(): Problem[] {
    return this.#problems.filter((problem) =>
      !this.#allowed.some((pattern) => pattern.test(`${problem.kind}: ${problem.text}`))
    );
  }

  /** Forgets what was seen so far; returns it, unexcused ones only. */
  take(): Problem[] {
    const taken = this.problems;
    this.#problems.length = 0;
    return taken;
  }

  /** Throws if there is any problem left. */
  assertClean(): void {
    const list = this.problems;
    if (list.length === 0) return;
    const lines = list.map(({ kind, text }) => `  ${kind}: ${text}`);
    throw new Error(`The page of ${this.owner} misbehaved:\n${lines.join("\n")}`);
  }
}

function isKind(kind: string): kind is ProblemKind {
  return KINDS.includes(kind);
}
