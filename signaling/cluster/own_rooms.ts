// Answers events in the rooms of this process, once it is certain that they are its own.
import {
  type Answer,
  type CheckedEvent,
  type OnError,
  performHere,
} from "../gateway/event_router.ts";
import type { Clock } from "../clock.ts";
import type { RoomDirectory } from "../room_directory.ts";
import type { ClientConnection } from "../room/connection.ts";
import { membershipOf } from "../room/live_room.ts";
import { readToken } from "../room/seats.ts";
import type { ProcessLease } from "./process_lease.ts";

/** Pause before the store is asked again, in milliseconds. */
const AGAIN_MS = 50;

export interface OwnRoomsOptions {
  clock: Pick<Clock, "setTimeout">;
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
    const { lease, clock } = this.#options;
    if (lease.mayWrite) return then();
    void lease.confirm().then(() => {
      if (lease.mayWrite) then();
      else clock.setTimeout(() => this.whenCertain(then), AGAIN_MS);
    });
  }

  /** The caller has made sure that it is certain. `waited`: how long the event has, in milliseconds. */
  perform(sender: ClientConnection, event: CheckedEvent, answer: Answer, waited = 0): void {
    const { directory, onError } = this.#options;
    if (waited > 0 && this.#isOvertaken(event, waited)) {
      answer("restarting");
      return sender.sink.drop();
    }
    performHere({ directory, sender }, event, { onError, answer });
  }

  /**
   * Whether the member of a join that waited has come by another connection since: the page gave this
   * one up, and must not be told that another one has taken its seat.
   */
  #isOvertaken({ name, payload }: CheckedEvent, waited: number): boolean {
    const { room: of, seat: token } = payload as { room: string; seat?: string };
    if (name !== "room:join" || token === undefined) return false;
    const room = this.directory.find(of);
    const shown = readToken(this.directory.crypto, { room: of, token });
    const connection = shown === null ? undefined : room?.connections.get(shown.member);
    const since = connection && membershipOf(connection)?.since;
    return since !== undefined && since > this.directory.steady() - waited;
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
