// The connections below Socket.IO, for when being polite is not enough.
import type { Server, Socket } from "socket.io";

/** What we use of a WebSocket of npm:ws, which Engine.IO holds but does not declare. */
interface RawSocket {
  terminate(): void;
  once(event: "close", listener: () => void): void;
}

type Connection = Socket["conn"];

/**
 * Cuts a connection at once. Closing it politely would go on reading a flood for up to 30 seconds,
 * because the other side is given that long to agree.
 */
export function cut(connection: Connection): void {
  const raw = rawSocketOf(connection);
  if (raw === null) connection.close(true);
  else raw.terminate();
}

/** All connections of an engine, those included that never said what they want. */
export class Connections {
  readonly #open = new Set<Connection>();
  readonly #engine: Server["engine"];

  constructor(engine: Server["engine"]) {
    this.#engine = engine;
    engine.on("connection", (connection: Connection) => {
      this.#open.add(connection);
      connection.once("close", () => this.#open.delete(connection));
    });
  }

  /**
   * Closes them such that clients will try again (to them it is a "transport close"), and cuts
   * those that have not agreed within `patience` milliseconds.
   */
  async closeAll({ patience }: { patience: number }): Promise<void> {
    const raws = [...this.#open].map(rawSocketOf).filter((raw) => raw !== null);
    const hurry = setTimeout(() => raws.forEach((raw) => raw.terminate()), patience);
    const closed = raws.map((raw) => new Promise<void>((resolve) => raw.once("close", resolve)));
    this.#engine.close();
    await Promise.all(closed);
    clearTimeout(hurry);
  }
}

function rawSocketOf(connection: Connection): RawSocket | null {
  const { socket } = connection.transport as { socket?: RawSocket };
  return typeof socket?.terminate === "function" ? socket : null;
}
