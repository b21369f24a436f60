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
  #demand: Demand = new Map();

  constructor(options: DemandSenderOptions) {
    this.#options = options;
    const { clock } = options;
    this.#pacer = new Pacer({ clock, pause: PAUSE_MS, run: () => this.#tellAll() });
  }

  set(demand: Demand): void {
    this.#demand = demand;
    this.#pacer.ask();
  }

  /** A page can be reached that knows nothing yet. */
  reached(id: string): void {
    this.#told.delete(id);
    this.#tell(id);
  }

  forget(id: string): void {
    this.#told.delete(id);
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
    for (const id of this.#options.members().keys()) this.#tell(id);
  }

  #tell(id: string): void {
    const wanted = this.#demand.get(id);
    if (wanted === undefined || isSame(wanted, this.#told.get(id))) return;
    if (this.#options.send(id, { kind: "demand", ...wanted })) this.#told.set(id, wanted);
  }
}

function isSame(one: MemberDemand, other: MemberDemand | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
