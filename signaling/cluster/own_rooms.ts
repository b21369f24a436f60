// Answers events in the rooms of this process, once it is certain that they are its own.
import {
  type Answer,
  type CheckedEvent,
  type OnError,
  performHere,
} from "../gateway/event_router.ts";
import type { RoomDirectory } from "../room_directory.ts";
import type { ClientConnection } from "../room/connection.ts";
import type { ProcessLease } from "./process_lease.ts";

export interface OwnRoomsOptions {
  directory: RoomDirectory;
  lease: Pick<ProcessLease, "mayWrite" | "confirm">;
  onError: OnError;
}

/** The rooms that live here. */
export class OwnRooms {
  readonly directory: RoomDirectory;
  readonly #options: OwnRoomsOptions;

  constructor(options: OwnRoomsOptions) {
    this.directory = options.directory;
    this.#options = options;
  }

  /** Calls `then` when this process may change its rooms: at once, as a rule. */
  whenCertain(then: () => void): void {
    const { lease } = this.#options;
    if (lease.mayWrite) then();
    else void lease.confirm().then(() => this.whenCertain(then));
  }

  /** The caller has made sure that it is certain. */
  perform(sender: ClientConnection, event: CheckedEvent, answer: Answer): void {
    const { directory, onError } = this.#options;
    performHere({ directory, sender }, event, { onError, answer });
  }

  /** Whether anybody is in a room, waits for it, counts it, or may come back to it. */
  isUsed(room: string): boolean {
    const { calls, chats } = this.directory;
    return this.directory.find(room) !== undefined || calls.has(room) || chats.has(room) ||
      this.#beside(room).length > 0;
  }

  /** The room lives in another process from now on: whoever is here has to come again. */
  abandon(room: string): void {
    const beside = this.#beside(room);
    this.directory.abandon(room);
    for (const { sink } of beside) sink.drop();
  }

  /** Those who wait for a room or count it. */
  #beside(room: string): ClientConnection[] {
    const { subscribers, admission: { waitingRooms } } = this.directory;
    return [...waitingRooms.of(room).map(([connection]) => connection), ...subscribers.of(room)];
  }

  /** A connection comes to another room, elsewhere. */
  part(connection: ClientConnection): void {
    this.directory.unwatch(connection);
    this.directory.admission.disconnected(connection);
    this.directory.leave(connection);
  }
}
