// What is known of the connections with the other members.
import { batch, type Signal, signal } from "@preact/signals-core";
import type { Member } from "../../protocol/shapes.ts";
import type { PeerVerification } from "../e2ee/description_authenticator.ts";
import type { Causes } from "./cause.ts";
import type { RemoteTracks } from "./tracks.ts";
import type { Quality, StatsTotals } from "./monitor/network_quality.ts";
import type { Traffic } from "./traffic_meter.ts";
import type { ConnectionState } from "./monitor/connection_state.ts";

type ByMember<T> = Signal<ReadonlyMap<string, T>>;

/** One value for each connection, by the member's id. `bindTransport` alone writes here. */
export class Connections {
  readonly tracks: ByMember<RemoteTracks> = signal(new Map());
  readonly states: ByMember<ConnectionState> = signal(new Map());
  readonly qualities: ByMember<Quality> = signal(new Map());
  /** What makes the call poor at whom; `WeakLinks` writes it. */
  readonly causes: Signal<Causes> = signal(new Map());
  /** What the check of each member's description showed. */
  readonly verifications: ByMember<PeerVerification> = signal(new Map());
  /** Whether an SFU that forwards what this page sends can read it; null if none does. */
  readonly forwarded: Signal<"sealed" | "readable" | null> = signal(null);
  /** What this call has taken so far, of people who have left, too. */
  readonly traffic: ByMember<Traffic> = signal(new Map());

  /** To how many members files go just now; `FileSharing` writes it. */
  readonly serving: Signal<number> = signal(0);

  /** How much this computer is spared because it does not keep up: 0 not at all. */
  readonly spared: Signal<number> = signal(0);
  /** How long the way there and back took lately, as the browser measures it, in milliseconds. */
  readonly trips = new Map<string, number>();

  /** Hear what the statistics of a connection count, every other second. */
  readonly listeners: ((id: string, totals: StatsTotals) => void)[] = [];

  /** Whether two ends are just agreeing on one, and the next step is this page's. */
  isNegotiating: () => boolean = () => false;

  /** The server does not hear this member, and nothing arrives from them either. */
  isLost({ id, away }: Pick<Member, "id" | "away">): boolean {
    return away && this.states.value.get(id) !== "connected";
  }

  /** What the statistics of a connection say of its way; null while they say nothing. */
  noteTrip(id: string, ms: number | null): void {
    if (ms !== null) this.trips.set(id, ms);
  }

  /** Forgets the connection with a member. */
  remove(id: string): void {
    this.trips.delete(id);
    batch(() => {
      for (const map of [this.tracks, this.states, this.qualities, this.verifications]) {
        map.value = without<unknown>(map.value, id) as ReadonlyMap<string, never>;
      }
    });
  }
}

function without<T>(map: ReadonlyMap<string, T>, key: string): ReadonlyMap<string, T> {
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}
