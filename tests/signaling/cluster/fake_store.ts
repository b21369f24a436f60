// A shared store in memory for several processes of one test, which can be away, forget everything and lose texts.
import type {
  Claim,
  HeldRoom,
  Renewal,
  SharedRecord,
  SharedStore,
  StoreListener,
  Written,
} from "@/signaling/cluster/shared_store.ts";

/** What all of them share. */
export class FakeShared {
  isAway = false;
  now = 1_000_000;
  leases = new Map<string, number>();
  owners = new Map<string, { process: string; epoch: number }>();
  /** Texts to lose, by the process that would hear them. */
  readonly losing = new Set<string>();
  readonly listeners = new Map<string, StoreListener>();

  /** Comes back with nothing in it. */
  forget(): void {
    this.leases.clear();
    this.owners.clear();
  }

  holds(process: string): boolean {
    return (this.leases.get(process) ?? 0) > this.now;
  }
}

/** One process's way to it. */
export class FakeStore implements SharedStore {
  readonly #shared: FakeShared;

  constructor(shared: FakeShared, readonly process: string) {
    this.#shared = shared;
  }

  get isUp(): boolean {
    return !this.#shared.isAway;
  }

  listen(listener: StoreListener): void {
    this.#shared.listeners.set(this.process, listener);
  }

  renew(ttlMs: number): Promise<Renewal | null> {
    const shared = this.#shared;
    if (shared.isAway) return Promise.resolve(null);
    const held = shared.holds(this.process);
    shared.leases.set(this.process, shared.now + ttlMs);
    return Promise.resolve({ held, now: shared.now, decided: 0, born: 0 });
  }

  claim(room: string): Promise<Claim | null> {
    const shared = this.#shared;
    if (shared.isAway) return Promise.resolve(null);
    const owner = shared.owners.get(room);
    if (owner !== undefined && owner.process !== this.process && shared.holds(owner.process)) {
      return Promise.resolve({ kind: "other", process: owner.process });
    }
    const epoch = owner?.process === this.process ? owner.epoch : shared.now;
    shared.owners.set(room, { process: this.process, epoch });
    return Promise.resolve({ kind: "mine", epoch, access: null, call: null, floor: 0 });
  }

  verify(rooms: readonly HeldRoom[]): Promise<string[] | null> {
    const shared = this.#shared;
    if (shared.isAway) return Promise.resolve(null);
    const lost = rooms.filter(({ room, epoch }) => {
      const known = shared.owners.get(room);
      const isMine = known === undefined || known.process === this.process || known.epoch < epoch;
      if (isMine) shared.owners.set(room, { process: this.process, epoch });
      return !isMine;
    });
    return Promise.resolve(lost.map(({ room }) => room));
  }

  release(rooms: readonly string[]): Promise<void> {
    for (const room of rooms) this.#shared.owners.delete(room);
    return Promise.resolve();
  }

  resign(): Promise<void> {
    this.#shared.leases.delete(this.process);
    return Promise.resolve();
  }

  restore(): Promise<boolean> {
    return Promise.resolve(!this.#shared.isAway);
  }

  write(_: SharedRecord): Promise<Written> {
    return Promise.resolve(this.#shared.isAway ? null : "saved");
  }

  publish(process: string, text: string): Promise<number | null> {
    const shared = this.#shared;
    if (shared.isAway) return Promise.resolve(null);
    const listener = shared.listeners.get(process);
    if (listener === undefined) return Promise.resolve(0);
    if (!shared.losing.has(process)) listener.onMessage(text);
    return Promise.resolve(1);
  }

  close(): Promise<void> {
    this.#shared.listeners.delete(this.process);
    return Promise.resolve();
  }
}

/** Lets everything happen that waits for nothing but promises. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}
