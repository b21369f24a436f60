// Tells each page what this one shows of it, whenever that changes.
import type { Clock } from "../../ports.ts";
import { type Demand, isShown, type MemberDemand } from "../demand.ts";
import type { PeerMessage } from "../data_messages.ts";
import { Pacer } from "../pacer.ts";
import type { PictureSlot } from "./encoding_limits.ts";

/** Between two messages to everybody, in milliseconds: a window is resized in many steps. */
const PAUSE_MS = 100;

export interface DemandSenderOptions {
  clock: Pick<Clock, "after" | "steady">;
  /** Members that may be told something. */
  members(): ReadonlyMap<string, unknown>;
  /** False if there is no open way to them. */
  send(id: string, message: PeerMessage): boolean;
}

/** Says nothing twice, and everything again to a page that can be reached anew. */
export class DemandSender {
  readonly #options: DemandSenderOptions;
  readonly #pacer: Pacer;
  /** What each page was told last. */
  readonly #told = new Map<string, MemberDemand>();
  /** And which cap; null: none. */
  readonly #caps = new Map<string, number | null>();
  #demand: Demand = new Map();
  #most = Infinity;

  constructor(options: DemandSenderOptions) {
    this.#options = options;
    const { clock } = options;
    this.#pacer = new Pacer({ clock, pause: PAUSE_MS, run: () => this.#tellAll() });
  }

  set(demand: Demand): void {
    this.#demand = demand;
    this.#pacer.ask();
  }

  /** The most that all of them together may send, in bit/s. */
  limit(most: number): void {
    this.#most = most;
    this.#pacer.ask();
  }

  /** A page can be reached that knows nothing yet. */
  reached(id: string): void {
    this.forget(id);
    this.#tell(id);
    this.#tellCap(id, this.#capFor(id));
  }

  forget(id: string): void {
    this.#told.delete(id);
    this.#caps.delete(id);
  }

  stop(): void {
    this.#pacer.stop();
  }

  /** Whether this page was told that the picture is shown, or not told anything. */
  asksFor(id: string, slot: PictureSlot): boolean {
    const told = this.#told.get(id);
    return told === undefined || isShown(told[slot]);
  }

  #tellAll(): void {
    for (const id of this.#options.members().keys()) {
      this.#tell(id);
      this.#tellCap(id, this.#capFor(id));
    }
  }

  /** A page's part, by how much of it is shown; all get the same where that is not known. */
  #capFor(id: string): number | null {
    if (this.#most === Infinity) return null;
    const ids = [...this.#options.members().keys()];
    const sum = ids.reduce((total, other) => total + weightOf(this.#demand.get(other)), 0);
    return Math.floor(this.#most * weightOf(this.#demand.get(id)) / Math.max(1, sum));
  }

  #tellCap(id: string, rate: number | null): void {
    const told = this.#caps.get(id) ?? null;
    // A tenth more or less is not worth a message, or a key frame.
    const isNews = rate === null || told === null
      ? rate !== told
      : Math.abs(rate - told) > 0.1 * told;
    if (isNews && this.#options.send(id, { kind: "cap", rate })) this.#caps.set(id, rate);
  }

  #tell(id: string): void {
    const wanted = this.#demand.get(id);
    if (wanted === undefined || isSame(wanted, this.#told.get(id))) return;
    if (this.#options.send(id, { kind: "demand", ...wanted })) this.#told.set(id, wanted);
  }
}

/** Large pictures get three times as much as small ones. */
function weightOf(shown: MemberDemand | undefined): number {
  if (shown === undefined) return 1;
  return [shown.camera, shown.screen].reduce(
    (sum, picture) => sum + (!isShown(picture) ? 0 : picture.rank === "other" ? 1 : 3),
    0,
  );
}

function isSame(one: MemberDemand, other: MemberDemand | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
