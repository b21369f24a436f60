// Which rooms live in this process, and in which process the others live.
import { ownedPart } from "../../protocol/owned_rooms.ts";
import type { Clock } from "../clock.ts";
import type { RoomOwner, RoomTenure } from "../room_owner.ts";
import type { Claim, SharedStore } from "./shared_store.ts";

/** Where a room lives; "away": nobody can tell at the moment; "full": no room more fits here. */
export type RoomLocation = "here" | "away" | "full" | { readonly process: string };

/** A room is looked for so long while its owner is dying or the store is away, in milliseconds. */
export const LOOK_MS = 6_000;
/** Pause before it is looked for again, in milliseconds. */
export const PAUSE_MS = 150;

/** Rooms that one process claims: open ones, and those that somebody asks about. */
export const MAX_CLAIMS = 50_000;
/** Rooms of other processes to remember; the one asked for longest ago is forgotten first. */
export const MAX_PLACES = 50_000;
/** Time between two looks at the rooms that live here, in milliseconds. */
const SWEEP_MS = 5_000;
/** Rooms of which the store is asked at once. */
const BATCH = 500;

interface OwnClaim extends RoomTenure {
  /** 0 for a room that was opened while the store was away: it gives way to every other owner. */
  readonly epoch: number;
  /** Whether nobody needed it at the last look. */
  idle: boolean;
}

export interface RoomClaimsOptions {
  store: Pick<SharedStore, "process" | "claim" | "verify" | "release">;
  clock: Clock;
  /** Whether the store does not answer. */
  isAlone: () => boolean;
  /** A room lives here from now on. */
  onClaimed(room: string, claim: Extract<Claim, { kind: "mine" }>): void;
  /** A room lives here still, and the store may have forgotten what is known of it. */
  onConfirmed(room: string): void;
  /** A room lives in another process. */
  onLost(room: string): void;
  /** Whether anybody needs the room, so that it has to live somewhere. */
  isUsed(room: string): boolean;
}

/** The rooms of this process, by the shared store's word. */
export class RoomClaims implements RoomOwner {
  readonly #options: RoomClaimsOptions;
  readonly #own = new Map<string, OwnClaim>();
  readonly #places = new Map<string, string>();
  readonly #asking = new Map<string, Promise<RoomLocation>>();
  /** Rooms that are being given back: until that is done, nobody claims them again. */
  readonly #releasing = new Map<string, Promise<void>>();
  #made = 0;
  #timer: unknown = null;
  /** Rooms that another process had taken over. */
  lost = 0;

  constructor(options: RoomClaimsOptions) {
    this.#options = options;
    this.#plan();
  }

  get size(): number {
    return this.#own.size;
  }

  /** A room that does not live here has none: no snapshot of it counts. */
  tenureOf(room: string): RoomTenure {
    return this.#own.get(room) ?? { run: "", since: -Infinity };
  }

  has(room: string): boolean {
    return this.#own.has(room);
  }

  /** Where a room lives, as far as this process knows. */
  knownPlace(room: string): RoomLocation | undefined {
    const claim = this.#own.get(room);
    if (claim !== undefined) {
      claim.idle = false;
      return "here";
    }
    const process = this.#places.get(room);
    return process === undefined ? undefined : { process };
  }

  /**
   * Where a room lives. It is claimed if nobody owns it; with `isNew`, also while nobody can tell who
   * does: somebody opens a room that belongs to nobody, and shows no seat of before.
   */
  find(room: string, { isNew = false } = {}): Promise<RoomLocation> {
    const known = this.knownPlace(room);
    if (known !== undefined) return Promise.resolve(known);
    if (this.#own.size >= MAX_CLAIMS) return Promise.resolve("full");
    if (this.#options.isAlone()) return Promise.resolve(this.#findAlone(room, isNew));
    const asking = this.#asking.get(room) ??
      this.#ask(room).finally(() => this.#asking.delete(room));
    this.#asking.set(room, asking);
    return asking;
  }

  /** What is known of other processes' rooms may be wrong: this one's, or those of a process. */
  forget({ room, process }: { room?: string; process?: string }): void {
    if (room !== undefined) this.#places.delete(room);
    if (process === undefined) return;
    for (const [each, place] of this.#places) if (place === process) this.#places.delete(each);
  }

  /** Gives up rooms that somebody else owns. */
  async verify(): Promise<"known" | "no-answer"> {
    const all = [...this.#own].map(([room, { epoch }]) => ({ room, epoch }));
    for (let at = 0; at < all.length; at += BATCH) {
      const some = all.slice(at, at + BATCH);
      const lost = await this.#options.store.verify(some);
      if (lost === null) return "no-answer";
      const gone = new Set(lost);
      for (const { room } of some) if (gone.has(room)) this.#lose(room);
    }
    return "known";
  }

  /** The store is there again: what it has of the rooms here is written once more. */
  rewrite(): void {
    for (const room of this.#own.keys()) this.#options.onConfirmed(room);
  }

  stop(): void {
    this.#options.clock.clearTimeout(this.#timer);
    this.#timer = null;
  }

  async #ask(room: string): Promise<RoomLocation> {
    const { store, clock, onClaimed } = this.#options;
    await this.#releasing.get(room);
    const claim = await store.claim(room, { isOwned: ownedPart(room) !== null });
    if (claim === null) return "away";
    if (claim.kind === "other") {
      this.#remember(room, claim.process);
      return { process: claim.process };
    }
    if (claim.kind !== "mine") return "away";
    if (this.#own.has(room)) return "here";
    const run = `${claim.epoch}-${++this.#made}-${store.process}`;
    this.#own.set(room, { run, since: clock.steady(), epoch: claim.epoch, idle: false });
    onClaimed(room, claim);
    return "here";
  }

  /** What hosts decided about their rooms stands in the store: those stay closed without it. */
  #findAlone(room: string, isNew: boolean): RoomLocation {
    if (!isNew || ownedPart(room) !== null) return "away";
    const { store, clock } = this.#options;
    const run = `alone-${++this.#made}-${store.process}`;
    this.#own.set(room, { run, since: clock.steady(), epoch: 0, idle: false });
    return "here";
  }

  #remember(room: string, process: string): void {
    this.#places.delete(room);
    this.#places.set(room, process);
    const [oldest] = this.#places.keys();
    if (this.#places.size > MAX_PLACES && oldest !== undefined) this.#places.delete(oldest);
  }

  #lose(room: string): void {
    if (!this.#own.delete(room)) return;
    this.lost += 1;
    this.#options.onLost(room);
  }

  #plan(): void {
    this.#timer = this.#options.clock.setTimeout(() => {
      void this.#sweep().finally(() => this.#timer !== null && this.#plan());
    }, SWEEP_MS);
  }

  /** Confirms the rooms that are needed, and gives back those that nobody needed twice in a row. */
  async #sweep(): Promise<void> {
    const { isUsed, store, isAlone } = this.#options;
    if (isAlone()) return;
    const idle: string[] = [];
    for (const [room, claim] of this.#own) {
      const isIdle = !isUsed(room);
      if (isIdle && claim.idle) idle.push(room);
      claim.idle = isIdle;
    }
    for (let at = 0; at < idle.length; at += BATCH) {
      const some = idle.slice(at, at + BATCH);
      const released = store.release(some);
      for (const room of some) {
        this.#own.delete(room);
        this.#releasing.set(room, released);
      }
      await released;
      for (const room of some) this.#releasing.delete(room);
    }
    await this.verify();
  }
}
