// How a TURN client's questions reach a server: in datagrams, or in a stream inside TLS (RFC 8656 section 3.1).
import { createSocket } from "node:dgram";
import { once } from "node:events";

const ANSWER_MS = 3_000;
/** Type and length, which channel data have, too; the rest of a STUN header. */
const HEAD = 4;
const REST_OF_HEADER = 16;
const CHANNELS_FROM = 0x4000;

/** Sends one message and gives the next one that comes. */
export interface TurnRoute extends Disposable {
  ask(message: Uint8Array<ArrayBuffer>): Promise<Uint8Array>;
}

/** Where the server listens. */
export interface TurnAddress {
  hostname: string;
  port: number;
}

/** Datagrams; rejects where no answer comes in time. */
export function udpWay({ hostname, port }: TurnAddress): TurnRoute {
  const socket = createSocket(hostname.includes(":") ? "udp6" : "udp4");
  return {
    ask: async (message) => {
      const answer = once(socket, "message", { signal: AbortSignal.timeout(ANSWER_MS) });
      socket.send(message, port, hostname);
      return new Uint8Array((await answer)[0]);
    },
    [Symbol.dispose]: () => void socket.close(),
  };
}

/** A stream without encryption. */
export async function tcpWay(place: TurnAddress): Promise<TurnRoute> {
  return streamWay(await Deno.connect(place));
}

/** Fails if the server shows no certificate that this machine trusts, or none of these authorities. */
export async function tlsWay(place: TurnAddress, caCerts: string[] = []): Promise<TurnRoute> {
  return streamWay(await Deno.connectTls({ ...place, caCerts }));
}

function streamWay(connection: Deno.Conn): TurnRoute {
  let isOpen = true;
  const close = () => {
    if (isOpen) connection.close();
    isOpen = false;
  };
  return {
    ask: async (message) => {
      const alarm = setTimeout(close, ANSWER_MS);
      try {
        await writeAll(connection, message);
        const head = await readExactly(connection, HEAD);
        const view = new DataView(head.buffer);
        const isChannel = view.getUint16(0) >= CHANNELS_FROM; // padded to four bytes in a stream
        const length = Math.ceil(view.getUint16(2) / 4) * 4 + (isChannel ? 0 : REST_OF_HEADER);
        return new Uint8Array([...head, ...await readExactly(connection, length)]);
      } finally {
        clearTimeout(alarm);
      }
    },
    [Symbol.dispose]: close,
  };
}

async function writeAll(connection: Deno.Conn, message: Uint8Array): Promise<void> {
  for (let sent = 0; sent < message.length;) {
    sent += await connection.write(message.subarray(sent));
  }
}

async function readExactly(
  connection: Deno.Conn,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  for (let got = 0; got < length;) {
    const more = await connection.read(bytes.subarray(got));
    if (more === null) throw new Error("the server ended the connection");
    got += more;
  }
  return bytes;
}
