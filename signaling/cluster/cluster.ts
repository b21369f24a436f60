// One process of several: joins lease, claims, links and router to one whole.
import type { Clock } from "../clock.ts";
import type { EventRouter, OnError } from "../gateway/event_router.ts";
import type { RoomDirectory } from "../room_directory.ts";
import type { RoomOwner } from "../room_owner.ts";
import type { Storage } from "../storage.ts";
import { RoomAdmin, type RoomAdminApi } from "../room_admin.ts";
import { ClusterAdmin } from "./cluster_admin.ts";
import { ClusterClock } from "./cluster_clock.ts";
import { ClusterRouter } from "./cluster_router.ts";
import { Edges } from "./edges.ts";
import type { Message } from "./messages.ts";
import { OwnRooms } from "./own_rooms.ts";
import { PendingCalls } from "./pending_calls.ts";
import { ProcessLease } from "./process_lease.ts";
import { ProcessLinks } from "./process_links.ts";
import { RemoteConnections } from "./remote_connections.ts";
import { RoomClaims } from "./room_claims.ts";
import { SharedStorage } from "./shared_storage.ts";
import type { Claim, Renewal, SharedStore } from "./shared_store.ts";

export interface ClusterOptions {
  store: SharedStore;
  clock: Clock;
  randomId: () => string;
  /** This process's own copy of what hosts decided. */
  copy: Storage;
  onError: OnError;
}

/** Figures of this process's part. */
export interface ClusterStats {
  /** Whether the shared store answers. */
  isUp: boolean;
  /** Rooms that live here, and that were lost to others. */
  owned: number;
  lost: number;
  /** How often this process stood still for longer than its lease. */
  lapses: number;
  /** Other processes that are spoken with; links that broke; texts sent. */
  links: number;
  broken: number;
  batches: number;
  /** Connections here whose room lives elsewhere, and the other way round. */
  away: number;
  remote: number;
  /** Events that went to other processes. */
  forwarded: number;
}

/** What needs the room directory. */
interface Parts {
  rooms: OwnRooms;
  router: ClusterRouter;
  remote: RemoteConnections;
  admin: ClusterAdmin;
}

/** Made before the room directory, which needs clock, owner and storage; then `serve` brings both together. */
export class Cluster {
  readonly clock: ClusterClock;
  readonly storage: SharedStorage;
  readonly #store: SharedStore;
  readonly #onError: OnError;
  readonly #lease: ProcessLease;
  readonly #claims: RoomClaims;
  readonly #links: ProcessLinks;
  readonly #calls: PendingCalls;
  readonly #edges: Edges;
  /** When the store was empty last, as far as is known. */
  #born: number | null = null;
  #parts: Parts | null = null;

  constructor({ store, clock, randomId, copy, onError }: ClusterOptions) {
    this.#store = store;
    this.#onError = onError;
    this.clock = new ClusterClock(clock);
    this.storage = new SharedStorage({
      ...{ copy, store, isUp: () => this.#isUp, isHere: (room) => this.#claims.has(room) },
    });
    this.#lease = new ProcessLease({
      store,
      clock,
      onLapsed: () => this.#verify(),
      onRenewed: (renewal) => this.#renewed(renewal),
    });
    this.#claims = new RoomClaims({
      store,
      clock,
      isAlone: () => this.#lease.isAlone,
      onClaimed: (room, claim) => this.#claimed(room, claim),
      onConfirmed: (room) => this.storage.rewrite(room),
      onLost: (room) => this.#lost(room),
      isUsed: (room) => this.#parts?.rooms.isUsed(room) ?? false,
    });
    this.#links = new ProcessLinks({
      ...{ store, clock, randomId },
      onMessage: (process, message) => this.#hear(process, message),
      onBroken: (process) => this.#broken(process),
      isNeeded: (process) => this.#edges.has(process) || !!this.#parts?.remote.has(process),
    });
    this.#edges = new Edges({ links: this.#links, clock });
    this.#calls = new PendingCalls(clock);
  }

  get owner(): RoomOwner {
    return this.#claims;
  }

  /** From now on events are led to rooms, and other processes may ask. */
  serve(directory: RoomDirectory): EventRouter {
    const [lease, claims, links, calls, edges] = [
      ...[this.#lease, this.#claims, this.#links, this.#calls, this.#edges] as const,
    ];
    const clock = this.clock;
    const rooms = new OwnRooms({ directory, lease, clock, onError: this.#onError });
    const router = new ClusterRouter({ rooms, claims, links, edges, calls, clock });
    const remote = new RemoteConnections({ rooms, claims, links, clock });
    const local = new RoomAdmin(directory);
    const admin = new ClusterAdmin({ admin: local, rooms, claims, links, calls, clock });
    this.#parts = { rooms, router, remote, admin };
    this.#store.listen({
      onMessage: (text) => links.receive(text),
      onUp: () => void lease.confirm().then(() => this.#verify()),
      onDown: () => links.breakAll(),
    });
    lease.start();
    return router;
  }

  /** Null before `serve`. */
  get roomAdmin(): RoomAdminApi | null {
    return this.#parts?.admin ?? null;
  }

  stats(): ClusterStats {
    const { batches, broken } = this.#links.counts;
    return {
      isUp: this.#isUp,
      owned: this.#claims.size,
      lost: this.#claims.lost,
      lapses: this.#lease.lapses,
      links: this.#links.size,
      ...{ batches, broken },
      away: this.#edges.awayCount,
      remote: this.#parts?.remote.count() ?? 0,
      forwarded: this.#parts?.router.forwarded ?? 0,
    };
  }

  /** Gives all rooms back: another process takes them over at once. */
  async close(): Promise<void> {
    this.#lease.stop();
    this.#claims.stop();
    this.#edges.stop();
    this.#calls.stop();
    await this.#store.resign();
    await this.#links.close(); // whoever comes now finds the rooms free
    await this.#store.close();
  }

  /** Gives up rooms of others; what is known of the own ones is written once more. */
  async #verify(): Promise<"known" | "no-answer"> {
    const answer = await this.#claims.verify();
    if (answer === "known") this.#claims.rewrite();
    return answer;
  }

  /** A store that stands still is away as well, although it is connected. */
  get #isUp(): boolean {
    return this.#store.isUp && !this.#lease.isAlone;
  }

  #renewed({ now, decided, born }: Renewal): void {
    this.clock.set(now);
    this.storage.noteDecided(decided);
    this.storage.writePending();
    if (born === this.#born) return;
    this.#born = born;
    void this.storage.restore();
  }

  #claimed(room: string, claim: Extract<Claim, { kind: "mine" }>): void {
    const record = this.storage.load(room, claim);
    const { calls } = this.#parts?.rooms.directory ?? {};
    calls?.raiseFloor(claim.floor);
    if (record !== null) calls?.expect(record);
  }

  #lost(room: string): void {
    this.storage.forget(room);
    this.#parts?.rooms.abandon(room);
  }

  #broken(process: string): void {
    this.#edges.lost(process);
    this.#claims.forget({ process });
    this.#calls.broken(process);
    this.#parts?.remote.lost(process);
  }

  #hear(process: string, message: Message): void {
    const remote = this.#parts?.remote;
    switch (message.kind) {
      case "call":
        return remote?.call(process, message);
      case "gone":
        return remote?.gone(process, message.from, message.how);
      case "heard":
        return remote?.heard(process, message.from);
      case "admin":
        return void this.#parts?.admin.answer(process, message);
      case "answer":
        return this.#calls.answer(process, message.call, message.result);
      case "notice":
        return this.#edges.notice(process, message);
      case "drop":
        return this.#edges.drop(process, message.to);
    }
  }
}
