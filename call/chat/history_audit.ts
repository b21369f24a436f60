// Checks the chat's history against what its authors bound to it, and finds what a dishonest server does.
import type { SaidLine } from "../../protocol/shapes.ts";
import { keyOf } from "./message_ids.ts";
import type { MessageWarning } from "./message_warnings.ts";
import { editedName, type MessageBinding } from "./message_binding.ts";

/** The binding of a line; "none" if it has none, "bad" if that is not valid. */
export type Binding = MessageBinding | "none" | "bad";

/** A line to be checked. */
export interface Evidence {
  line: SaidLine;
  binding: Binding;
  /** It arrived when it was sent, and not as part of a log. */
  live: boolean;
  /** Number of this page's stay in the room: during one stay it receives every line. */
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

/** Lines that are remembered; older ones no longer count. */
const MOST = 4_000;

/** Checks lines in the order of `seq`; a line that arrives late makes it check all of them again. */
export class HistoryAudit {
  #all: Evidence[] = [];
  #ids = new Set<string>();
  #hasGap = false;
  /** The stay whose log must lack nothing from its beginning on. */
  #whole: number | null = null;
  /** Until the first lines are forgotten. */
  #hasBeginning = true;
  #warnings = new Map<string, Set<MessageWarning>>();
  #pages = new Map<string, Seen>();
  #places = new Map<string, number>();
  #editions = new Map<string, number>();
  /** Page and number of each message, by its id; of two with one id, those of the first. */
  #messages = new Map<string, NonNullable<MessageBinding["gone"]>>();
  /** Members whose pages bind their reactions. */
  #reactors = new Set<string>();
  #goneTexts = new Set<string>();
  #goneIds = new Set<string>();
  /** `seq` of the first live line of each stretch. */
  #live = new Map<number, number>();
  /** From this `seq` on a stretch has all messages: the server may have dropped older ones. */
  #windows = new Map<number, number>();
  readonly #hash: (bound: MessageBinding) => string;

  constructor(hash: (bound: MessageBinding) => string) {
    this.#hash = hash;
  }

  /** This page is in the room (again), and the room's log begins at this `seq`. */
  begin(stretch: number, from: number): void {
    this.#windows.set(stretch, from);
  }

  /**
   * The log of the first stay had `free` texts less than members say that it keeps. A log that was
   * ever trimmed has a deletion for each free place, so one with fewer must lack nothing.
   */
  expect(stretch: number, free: number): void {
    const whole = this.#hasBeginning && this.#goneIds.size < free ? stretch : null;
    if (whole === this.#whole) return;
    this.#whole = whole;
    this.#checkAll(this.#all);
  }

  add(evidence: Evidence): void {
    const { seq } = evidence.line;
    const id = keyOf(evidence.line);
    const known = this.#ids.has(id);
    if (known) this.#all = this.#all.filter(({ line }) => keyOf(line) !== id);
    const isNewest = !known && (this.#all.at(-1)?.line.seq ?? 0) < seq;
    this.#all.push(evidence);
    if (this.#all.length > MOST) {
      this.#hasBeginning = false;
      this.#whole = null;
      return this.#checkAll(this.#all.slice(-MOST / 2));
    }
    // A deleted message leaves a gap until its deletion is read.
    const explains = evidence.line.kind === "deleted" && this.#hasGap;
    if (isNewest && !explains) this.#check(evidence);
    else this.#checkAll(this.#all.toSorted((a, b) => a.line.seq - b.line.seq));
  }

  warningsOf(key: string): ReadonlySet<MessageWarning> {
    return this.#warnings.get(key) ?? new Set();
  }

  /** How often a message was edited, by its key. */
  editionsOf(key: string): number {
    return this.#editions.get(key) ?? 0;
  }

  placeOf(target: string): MessageBinding["gone"] {
    return this.#messages.get(target) ?? null;
  }

  clear(): void {
    this.#whole = null;
    this.#hasBeginning = true;
    this.#checkAll([]);
  }

  #checkAll(all: Evidence[]): void {
    const state = [
      ...[this.#warnings, this.#pages, this.#places, this.#editions, this.#live],
      ...[this.#goneTexts, this.#goneIds, this.#ids, this.#messages, this.#reactors],
    ];
    this.#hasGap = false;
    for (const part of state) part.clear();
    this.#all = all;
    for (const evidence of all) this.#note(evidence); // a deletion explains a gap before it
    for (const evidence of all) this.#check(evidence);
  }

  #note({ line, binding, stretch }: Evidence): void {
    if (line.kind === "text") {
      this.#places.set(line.id, line.seq);
      if (typeof binding === "object" && !this.#messages.has(line.id)) {
        this.#messages.set(line.id, { page: binding.page, said: binding.said });
      }
      const from = this.#windows.get(stretch) ?? Infinity;
      if (line.seq < from) this.#windows.set(stretch, line.seq);
    }
    // A deletion that is not its author's explains nothing.
    if (line.kind !== "deleted" || typeof binding !== "object" || !belongs(binding, line)) return;
    this.#goneIds.add(line.target);
    if (binding.gone !== null) this.#goneTexts.add(textName(binding.gone));
  }

  #check(evidence: Evidence): void {
    const { line, binding, live, stretch } = evidence;
    const warnings = new Set<MessageWarning>();
    this.#note(evidence);
    this.#ids.add(keyOf(line));
    this.#warnings.set(keyOf(line), warnings);
    if (live && !this.#live.has(stretch)) this.#live.set(stretch, line.seq);
    if (binding === "none") return void this.#checkUnbound(line, warnings);
    if (binding === "bad" || !belongs(binding, line)) {
      return void warnings.add(line.kind === "deleted" ? "takenBack" : "changed");
    }
    if (binding.name !== line.from.name) warnings.add("renamed");
    if (line.kind === "text" && binding.replyTo !== (line.replyTo ?? null)) {
      warnings.add("retargeted");
    }
    if (line.kind === "reacted") this.#checkReaction(line, { binding, warnings });
    this.#checkAfter(evidence, { binding, warnings });
    this.#checkChain(evidence, { binding, warnings });
    this.#checkEdition(line, { binding, warnings });
    this.#hasGap ||= warnings.has("gap");
  }

  #checkUnbound(line: SaidLine, warnings: Set<MessageWarning>): void {
    if (line.kind === "deleted") warnings.add("takenBack");
    else if (line.kind === "reacted") {
      warnings.add(this.#reactors.has(line.from.id) ? "changed" : "older");
    } else if (line.text.startsWith("juz:")) warnings.add("older");
  }

  /** It must be a reaction to the very message that its author's page showed under that id. */
  #checkReaction({ from, target }: SaidLine & { kind: "reacted" }, { binding, warnings }: Bond) {
    this.#reactors.add(from.id);
    const message = this.#messages.get(target);
    const { gone: meant } = binding;
    if (message === undefined || meant === null) return; // trimmed, or of an older page
    if (textName(message) !== textName(meant)) warnings.add("retargeted");
  }

  /** The author had read that line: it must be there, and before this one. */
  #checkAfter({ line, live, stretch }: Evidence, { binding: { after }, warnings }: Bond): void {
    if (after === null) return;
    const place = this.#places.get(after.id);
    if (place !== undefined) {
      if (place >= line.seq) warnings.add("moved");
    } else if (
      stretch === this.#whole || live && after.seq > (this.#live.get(stretch) ?? Infinity)
    ) {
      if (!this.#goneIds.has(after.id)) warnings.add("gap");
    }
  }

  #checkChain({ line, live, stretch }: Evidence, { binding, warnings }: Bond): void {
    const { page, n, said } = binding;
    const seen = this.#pages.get(page);
    if (seen !== undefined && n <= seen.n) return void warnings.add("moved");
    this.#pages.set(page, { seq: line.seq, n, said, live, stretch, binding });
    const upTo = line.kind === "text" ? said - 1 : said;
    if (seen === undefined) {
      const isGap = stretch === this.#whole && this.#lacksTexts(binding, { from: 0, upTo });
      if (isGap) warnings.add("gap");
      return;
    }
    if (n === seen.n + 1) {
      if (binding.before !== this.#hash(seen.binding)) warnings.add("changed");
    } else if (live && seen.live && seen.stretch === stretch) warnings.add("gap");
    else if (seen.seq >= (this.#windows.get(stretch) ?? Infinity)) {
      const isGap = this.#lacksTexts(binding, { from: seen.said, upTo });
      if (isGap && !this.#isCrowded()) warnings.add("gap");
    }
  }

  /** A log lacks deleted messages and all edits but the last, and rightly so. */
  #lacksTexts({ page }: MessageBinding, { from, upTo }: { from: number; upTo: number }): boolean {
    for (let said = from + 1; said <= upTo && said < from + MOST; said++) {
      if (!this.#goneTexts.has(textName({ page, said }))) return true;
    }
    return false;
  }

  /** So many changes of so few messages that the server may have dropped some. */
  #isCrowded(): boolean {
    const texts = this.#all.filter(({ line }) => line.kind === "text").length;
    return this.#all.length - texts > texts;
  }

  #checkEdition(line: SaidLine, { binding: { edition }, warnings }: Bond): void {
    if (line.kind !== "edited" && line.kind !== "reacted") return;
    const name = editedName(line.target, line.kind === "reacted" ? line : null);
    const key = keyOf({ id: name, from: line.from });
    if (edition <= this.editionsOf(key)) warnings.add("swapped");
    else this.#editions.set(key, edition);
  }
}

interface Bond {
  binding: MessageBinding;
  warnings: Set<MessageWarning>;
}

function belongs({ kind, target, reaction }: MessageBinding, line: SaidLine): boolean {
  if (kind !== line.kind || target !== ("target" in line ? line.target : null)) return false;
  return line.kind !== "reacted" ||
    reaction?.reaction === line.reaction && reaction.on === line.on;
}

function textName({ page, said }: { page: string; said: number }): string {
  return `${page} ${said}`;
}
