// Limits how many bytes may wait for clients to read them: per connection, per address and in all.

/** Bytes that may wait on one connection. A room's largest state has about 100 000. */
export const CONNECTION_BACKLOG = 1_048_576;
/** Bytes that may wait on all connections of one address. */
export const ADDRESS_BACKLOG = 16_777_216;
/** Bytes that may wait in all. */
export const TOTAL_BACKLOG = 134_217_728;
/** Bytes that may wait on a connection even when its address or the server has too many. */
export const FAIR_BACKLOG = 65_536;

/** One connection's part of a {@link SendBacklog}. */
export interface BacklogEntry {
  /** Tells how much waits now; false when the connection must be cut. */
  set(bytes: number): boolean;
  /** The connection is gone, with whatever waited. */
  end(): void;
}

/** Adds up the waiting bytes. A slow client loses its own connection, never another client's. */
export class SendBacklog {
  readonly #byAddress = new Map<string, number>();
  #total = 0;

  /** Bytes that wait in all. */
  get total(): number {
    return this.#total;
  }

  /** A new connection of this address key; "" where the platform tells none. */
  entry(key: string): BacklogEntry {
    let mine = 0;
    const set = (bytes: number) => {
      this.#add(key, bytes - mine);
      mine = bytes;
      if (bytes > CONNECTION_BACKLOG) return false;
      if (bytes <= FAIR_BACKLOG) return true;
      return this.#total <= TOTAL_BACKLOG && this.#of(key) <= ADDRESS_BACKLOG;
    };
    return { set, end: () => void set(0) };
  }

  #of(key: string): number {
    return key === "" ? 0 : this.#byAddress.get(key) ?? 0;
  }

  #add(key: string, bytes: number): void {
    this.#total += bytes;
    const sum = (this.#byAddress.get(key) ?? 0) + bytes;
    if (sum > 0) this.#byAddress.set(key, sum);
    else this.#byAddress.delete(key);
  }
}
