// Whether the chat is what its authors said, in their order: what a dishonest server does shows here.
import type { SaidLine } from "../../protocol/shapes.ts";
import { keyOf } from "./message_ids.ts";
import type { MessageBinding } from "./message_binding.ts";

/**
 * What is wrong with a line. "older": its page bound nothing to it. "changed": what is bound belongs
 * to another line, or the chain does not hold. "renamed", "retargeted": the server said another
 * name, another text that it answers. "moved": it stands before what was there before it. "gap":
 * something before it is missing. "swapped": an edit came after a later one. "takenBack": the server
 * says so, the author did not. "call": it may be of another call.
 */
export type MessageWarning =
  | "older"
  | "changed"
  | "renamed"
  | "retargeted"
  | "moved"
  | "gap"
  | "swapped"
  | "takenBack"
  | "call";

/** What is bound to a line; "none" was, or something "bad". */
export type Binding = MessageBinding | "none" | "bad";

/** A line that is looked at. */
export interface Evidence {
  line: SaidLine;
  binding: Binding;
  /** It came when it was said, and was not found in the log. */
  live: boolean;
  /** Counts how often this page came into the room: between two times it heard everything. */
  stretch: number;
}

interface Seen {
  seq: number;
  n: number;
  said: number;
  live: boolean;
  stretch: number;
  binding: MessageBinding;
}

/** Lines that are remembered; older ones are not held against newer ones any more. */
const MOST = 4_000;

/** In the order of `seq`; a line that comes late has all of them looked at again. */
export class HistoryAudit {
  #all: Evidence[] = [];
  #ids = new Set<string>();
  #hasGap = false;
  #warnings = new Map<string, Set<MessageWarning>>();
  #pages = new Map<string, Seen>();
  #places = new Map<string, number>();
  #editions = new Map<string, number>();
  #goneTexts = new Set<string>();
  #goneIds = new Set<string>();
  /** `seq` of the first line of each stretch that was heard live. */
  #live = new Map<number, number>();
  /** From this `seq` on a stretch has all texts: older ones the server may have dropped. */
  #windows = new Map<number, number>();
  readonly #hash: (bound: MessageBinding) => string;

  constructor(hash: (bound: MessageBinding) => string) {
    this.#hash = hash;
  }

  /** One is in the room (again), and what was kept of it begins at this `seq`. */
  begin(stretch: number, from: number): void {
    this.#windows.set(stretch, from);
  }

  add(evidence: Evidence): void {
    const { seq } = evidence.line;
    const id = keyOf(evidence.line);
    const known = this.#ids.has(id);
    if (known) this.#all = this.#all.filter(({ line }) => keyOf(line) !== id);
    const isNewest = !known && (this.#all.at(-1)?.line.seq ?? 0) < seq;
    this.#all.push(evidence);
    if (this.#all.length > MOST) return this.#again(this.#all.slice(-MOST / 2));
    // What was taken back leaves a gap behind, until it is read that it was.
    const explains = evidence.line.kind === "deleted" && this.#hasGap;
    if (isNewest && !explains) this.#look(evidence);
    else this.#again(this.#all.toSorted((a, b) => a.line.seq - b.line.seq));
  }

  warningsOf(key: string): ReadonlySet<MessageWarning> {
    return this.#warnings.get(key) ?? new Set();
  }

  /** By the key of the text: an edition is its author's. */
  editionsOf(key: string): number {
    return this.#editions.get(key) ?? 0;
  }

  placeOf(target: string): MessageBinding["gone"] {
    const found = this.#all.find(({ line }) => line.id === target)?.binding;
    return typeof found === "object" ? { page: found.page, said: found.said } : null;
  }

  clear(): void {
    this.#again([]);
  }

  #again(all: Evidence[]): void {
    const state = [
      ...[this.#warnings, this.#pages, this.#places, this.#editions, this.#live],
      ...[this.#goneTexts, this.#goneIds, this.#ids],
    ];
    this.#hasGap = false;
    for (const part of state) part.clear();
    this.#all = all;
    for (const evidence of all) this.#note(evidence); // a deletion explains what is gone before it
    for (const evidence of all) this.#look(evidence);
  }

  #note({ line, binding, stretch }: Evidence): void {
    if (line.kind === "text") {
      this.#places.set(line.id, line.seq);
      const from = this.#windows.get(stretch) ?? Infinity;
      if (line.seq < from) this.#windows.set(stretch, line.seq);
    }
    // What somebody else says was taken back explains nothing.
    if (line.kind !== "deleted" || typeof binding !== "object" || !belongs(binding, line)) return;
    this.#goneIds.add(line.target);
    if (binding.gone !== null) this.#goneTexts.add(textName(binding.gone));
  }

  #look(evidence: Evidence): void {
    const { line, binding, live, stretch } = evidence;
    const warnings = new Set<MessageWarning>();
    this.#note(evidence);
    this.#ids.add(keyOf(line));
    this.#warnings.set(keyOf(line), warnings);
    if (live && !this.#live.has(stretch)) this.#live.set(stretch, line.seq);
    if (line.kind === "reacted") return; // these are not bound
    if (binding === "none") {
      const isOpen = line.kind !== "deleted" && !line.text.startsWith("juz:");
      if (!isOpen) warnings.add(line.kind === "deleted" ? "takenBack" : "older");
      return;
    }
    if (binding === "bad" || !belongs(binding, line)) {
      return void warnings.add(line.kind === "deleted" ? "takenBack" : "changed");
    }
    if (binding.name !== line.from.name) warnings.add("renamed");
    if (line.kind === "text" && binding.replyTo !== (line.replyTo ?? null)) {
      warnings.add("retargeted");
    }
    this.#lookAtAfter(evidence, { binding, warnings });
    this.#lookAtChain(evidence, { binding, warnings });
    this.#lookAtEdition(line, { binding, warnings });
    this.#hasGap ||= warnings.has("gap");
  }

  /** Whoever wrote this had read that: it can stand neither behind it nor nowhere. */
  #lookAtAfter({ line, live, stretch }: Evidence, { binding: { after }, warnings }: Bond): void {
    if (after === null) return;
    const place = this.#places.get(after.id);
    if (place !== undefined) {
      if (place >= line.seq) warnings.add("moved");
    } else if (live && after.seq > (this.#live.get(stretch) ?? Infinity)) {
      if (!this.#goneIds.has(after.id)) warnings.add("gap");
    }
  }

  #lookAtChain({ line, live, stretch }: Evidence, { binding, warnings }: Bond): void {
    const { page, n, said } = binding;
    const seen = this.#pages.get(page);
    if (seen !== undefined && n <= seen.n) return void warnings.add("moved");
    this.#pages.set(page, { seq: line.seq, n, said, live, stretch, binding });
    if (seen === undefined) return;
    if (n === seen.n + 1) {
      if (binding.before !== this.#hash(seen.binding)) warnings.add("changed");
    } else if (live && seen.live && seen.stretch === stretch) warnings.add("gap");
    else if (seen.seq >= (this.#windows.get(stretch) ?? Infinity)) {
      const upTo = line.kind === "text" ? said - 1 : said;
      if (this.#lacksTexts(binding, { seen, upTo })) warnings.add("gap");
    }
  }

  /** In a log edits of edits and texts that were taken back are missing for good. */
  #lacksTexts({ page }: MessageBinding, { seen, upTo }: { seen: Seen; upTo: number }): boolean {
    for (let said = seen.said + 1; said <= upTo && said < seen.said + MOST; said++) {
      if (!this.#goneTexts.has(textName({ page, said }))) return !this.#isCrowded();
    }
    return false;
  }

  /** So much was done to so few texts that the server may have dropped some of it. */
  #isCrowded(): boolean {
    const texts = this.#all.filter(({ line }) => line.kind === "text").length;
    return this.#all.length - texts > texts;
  }

  #lookAtEdition(line: SaidLine, { binding: { edition }, warnings }: Bond): void {
    if (line.kind !== "edited") return;
    const key = keyOf({ id: line.target, from: line.from });
    if (edition <= this.editionsOf(key)) warnings.add("swapped");
    else this.#editions.set(key, edition);
  }
}

interface Bond {
  binding: MessageBinding;
  warnings: Set<MessageWarning>;
}

function belongs({ kind, target }: MessageBinding, line: SaidLine): boolean {
  return kind === line.kind && target === ("target" in line ? line.target : null);
}

function textName({ page, said }: { page: string; said: number }): string {
  return `${page} ${said}`;
}
