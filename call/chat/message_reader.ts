// Decrypts the settled lines and adds the warnings of the audit.
import { type Author, type ChatLine, isSaid } from "../../protocol/shapes.ts";
import type { Evidence, HistoryAudit } from "./history_audit.ts";
import type { MessageWarning } from "./message_warnings.ts";
import type { MessageBinding } from "./message_binding.ts";
import type { KnownCalls } from "./known_calls.ts";
import { keyOf } from "./message_ids.ts";
import type { Cipher } from "./cipher.ts";

/** A decrypted line as its author bound it; `warnings` tell where the server sent something else. */
export type ReadLine = ChatLine & { warnings?: readonly MessageWarning[] };

/** Lines that are kept for the audit. */
const MOST = 4_000;

/** Reads lines in the room's order. In a room without a key nothing can be checked. */
export class MessageReader {
  /** Loaded with the chat's panel; until then `#evidence` collects lines for it. */
  #audit: HistoryAudit | null = null;
  #evidence: Evidence[] = [];
  #windows: [stretch: number, from: number][] = [];
  /** The first log: number of its stretch, and of its texts. */
  #firstLog: { stretch: number; texts: number } | null = null;
  /** How many texts members say that it keeps. */
  #keeps: number | null = null;
  /** Whether all lines were readable the last time. */
  isComplete = true;
  readonly #cipher: Cipher;
  readonly #calls: KnownCalls;
  /** Stretches of the lines that arrived when they were sent; lines of a log have none. */
  #live = new Map<string, number>();
  #audited = new Map<string, number>();
  #shown = new Map<string, { line: ChatLine; key: string; shown: ReadLine }>();
  #call: string | null = null;
  #stretch = 0;
  /** Messages in the longest log so far: the server keeps as many. */
  #longest = 0;
  /** Lines from this `seq` on are new; a restarted server also sends those that it was given back. */
  #liveFrom = 0;

  constructor({ cipher, calls }: { cipher: Cipher; calls: KnownCalls }) {
    this.#cipher = cipher;
    this.#calls = calls;
  }

  /** From now on lines are checked, earlier ones, too. */
  examine(audit: HistoryAudit): void {
    this.#audit = audit;
    for (const [stretch, from] of this.#windows) audit.begin(stretch, from);
    for (const evidence of this.#evidence) audit.add(evidence);
    this.#evidence = [];
  }

  /** What members state of the log, from the next reading on; see `LogStatements`. */
  expect(keeps: number | null): void {
    this.#keeps = keeps;
  }

  /** The name of the call in the newest line; null if no line has one. */
  get call(): string | null {
    return this.#call;
  }

  /** How often a message was edited, which its author's next edit states. */
  editionsOf(target: string): number {
    return this.#audit?.editionsOf(target) ?? 0;
  }

  /** Where a message stands in its author's chain, which a deletion states. */
  placeOf(target: string): MessageBinding["gone"] {
    return this.#audit?.placeOf(target) ?? null;
  }

  /** This page is in the room (again) and misses no line from now on. */
  begin(log: readonly ChatLine[], { mended }: { mended: boolean }): void {
    this.#stretch++;
    this.#liveFrom = mended ? Infinity : 0;
    const main = log.filter(({ kind }) => kind === "text"); // the server keeps system lines apart
    this.#firstLog ??= { stretch: this.#stretch, texts: main.length };
    // The server has kept longer logs than this one: it has dropped nothing of it for its length.
    const whole = !mended && main.length < this.#longest;
    this.#longest = Math.max(this.#longest, main.length);
    const from = whole ? 0 : main[0]?.seq ?? Infinity;
    this.#windows.push([this.#stretch, from]);
    this.#audit?.begin(this.#stretch, from);
  }

  /** A line arrived that was just sent, or so the server says. */
  hear(line: ChatLine, { own }: { own: boolean }): void {
    const { seq } = line;
    if (own) this.#liveFrom = Math.min(this.#liveFrom, seq);
    if (seq >= this.#liveFrom) this.#live.set(keyOf(line), this.#stretch);
  }

  /** The readable lines; `onRead` is called when there are more. */
  read(lines: readonly ChatLine[], onRead: () => void): ReadLine[] {
    this.isComplete = true; // a line that is still being decrypted causes no warning after it
    const found = lines.map((line) => {
      const read = this.#cipher.read(line, onRead);
      this.isComplete &&= read !== null;
      if (this.isComplete) this.#check(line);
      return read;
    });
    if (this.isComplete && this.#firstLog !== null) {
      const { stretch, texts } = this.#firstLog;
      this.#audit?.expect(stretch, (this.#keeps ?? 0) - texts);
    }
    // A later line may explain a gap before an earlier one.
    return lines.flatMap((line, at) => {
      const { [at]: read = null } = found;
      return read === null ? [] : [this.#withWarnings(line, read)];
    });
  }

  clear(): void {
    this.#audit?.clear();
    this.#evidence = [];
    this.#windows = [];
    this.#call = null;
    this.#live.clear();
    this.#audited.clear();
    this.#shown.clear();
    this.#longest = 0;
    this.#firstLog = null;
    this.#keeps = null;
  }

  #check(line: ChatLine): void {
    if (!this.#cipher.seals || !isSaid(line) || this.#audited.get(keyOf(line)) === line.seq) return;
    this.#audited.set(keyOf(line), line.seq);
    const live = this.#live.get(keyOf(line));
    const binding = this.#cipher.bindingOf(line);
    if (typeof binding === "object") this.#call = binding.call;
    const evidence = { line, binding, live: live !== undefined, stretch: live ?? this.#stretch };
    if (this.#audit !== null) return this.#audit.add(evidence);
    this.#evidence.push(evidence);
    if (this.#evidence.length <= MOST) return;
    this.#evidence = this.#evidence.slice(-MOST / 2);
    this.#firstLog = { stretch: this.#stretch, texts: Infinity }; // its beginning is forgotten
  }

  #withWarnings(line: ChatLine, read: ChatLine): ReadLine {
    const binding = this.#cipher.bindingOf(line);
    if (typeof binding !== "object" || !isSaid(line)) {
      const warnings = [...this.#audit?.warningsOf(keyOf(line)) ?? []];
      return warnings.length === 0 ? read : this.#once(read, { warnings });
    }
    const warnings = [...this.#audit?.warningsOf(keyOf(line)) ?? []];
    if (!this.#calls.isThis(binding.call)) warnings.push("call");
    if (warnings.length === 0) return read;
    const from: Author = { ...line.from, name: binding.name };
    const { replyTo } = binding;
    const answers = line.kind === "text" && replyTo !== null ? { replyTo } : {};
    const isMeant = !warnings.includes("changed");
    return this.#once(read, isMeant ? { warnings, from, ...answers } : { warnings });
  }

  /** The same object as long as nothing in it changes: so it is rendered once. */
  #once(
    line: ChatLine,
    more: { warnings: MessageWarning[]; from?: Author; replyTo?: string },
  ): ReadLine {
    const key = JSON.stringify(more);
    const known = this.#shown.get(keyOf(line));
    if (known?.line === line && known.key === key) return known.shown;
    const { replyTo: _said, ...rest } = line as ChatLine & { replyTo?: string };
    const meant = more.from === undefined ? line : rest as ChatLine;
    const shown = { ...meant, ...more };
    this.#shown.set(keyOf(line), { line, key, shown });
    return shown;
  }
}
