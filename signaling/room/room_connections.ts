// The connections of one room's members, and what is sent to them. A `LiveRoom` keeps it to itself.
import type { ServerEventName, ServerEventPayloads } from "../../protocol/events.ts";
import type { Waiting } from "../../protocol/roles.ts";
import type { ClientConnection } from "./connection.ts";

/** One connection for each member who has one; it may be silent. */
export class RoomConnections {
  readonly #byMember = new Map<string, ClientConnection>();
  /** Members who were told who is waiting. */
  readonly #toldOfWaiting = new Set<string>();

  get byMember(): ReadonlyMap<string, ClientConnection> {
    return this.#byMember;
  }

  /** Gives a connection to a member; returns the older one that it replaces. */
  set(member: string, connection: ClientConnection): ClientConnection | null {
    const older = this.#byMember.get(member) ?? null;
    this.#byMember.set(member, connection);
    return older === connection ? null : older;
  }

  /** Parts a member from their connection, and returns it if there was one. */
  remove(member: string): ClientConnection | undefined {
    const connection = this.#byMember.get(member);
    this.#byMember.delete(member);
    this.#toldOfWaiting.delete(member);
    return connection;
  }

  /** Tells all members but the one behind `except`. */
  notifyAll<E extends ServerEventName>(
    event: E,
    payload: ServerEventPayloads[E],
    except?: ClientConnection,
  ): void {
    for (const connection of this.#byMember.values()) {
      if (connection !== except) connection.sink.notify(event, payload);
    }
  }

  /** Tells a member who is waiting; that nobody is, only if the member knows of somebody. */
  notifyWaiting(member: string, waiting: Waiting[]): void {
    if (waiting.length === 0 && !this.#toldOfWaiting.has(member)) return;
    if (waiting.length === 0) this.#toldOfWaiting.delete(member);
    else this.#toldOfWaiting.add(member);
    this.#byMember.get(member)?.sink.notify("admission:waiting", { waiting });
  }
}
