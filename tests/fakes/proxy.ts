// A TCP proxy between a client and a server, which meddles with WebSockets or freezes connections.

/**
 * What it does to a request to upgrade. "pass" does nothing to it; "bare" to none, but it tells the
 * server another Host than the visitor's, as nginx does without a word in its configuration.
 */
export type Meddling = "pass" | "refuse" | "swallow" | "ignore" | "bare";

/** A running proxy. */
export interface Proxy extends AsyncDisposable {
  url: string;
  /** Requests to upgrade that it met. */
  upgrades: number;
  /** From now on nothing passes on the connections there are; new ones work. */
  freeze(): void;
}

/** Starts one in front of a port of this machine. */
export async function meddle(port: number, kind: Meddling): Promise<Proxy> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open = new Set<Deno.TcpConn>();
  let frozen = new Set<Deno.TcpConn>();
  const proxy: Proxy = {
    url: `http://127.0.0.1:${listener.addr.port}`,
    upgrades: 0,
    freeze: () => frozen = new Set(open),
    async [Symbol.asyncDispose]() {
      listener.close();
      for (const connection of open) close(connection);
      await serving;
    },
  };

  const serve = async (client: Deno.TcpConn): Promise<void> => {
    open.add(client);
    const server = await Deno.connect({ hostname: "127.0.0.1", port });
    open.add(server);
    let mute = false;
    const pump = async (from: Deno.TcpConn, to: Deno.TcpConn) => {
      const buffer = new Uint8Array(65_536);
      for (let n = await read(from, buffer); n !== null; n = await read(from, buffer)) {
        let piece = buffer.subarray(0, n);
        if (kind === "bare" && from === client) piece = withHost(piece, `127.0.0.1:${port}`);
        const upgrade = from === client && isUpgrade(piece);
        if (upgrade) proxy.upgrades++;
        if (upgrade && kind === "refuse") {
          await write(client, new TextEncoder().encode("HTTP/1.1 400 Bad Request\r\n\r\n"));
          break;
        }
        if (upgrade && kind === "ignore") mute = true;
        if (!mute && !frozen.has(from)) await write(to, piece);
        if (from === server && kind === "swallow" && isSwitch(piece)) mute = true;
      }
      close(from);
      close(to);
    };
    await Promise.all([pump(client, server), pump(server, client)]);
    open.delete(client);
    open.delete(server);
  };

  const serving = (async () => {
    const running: Promise<void>[] = [];
    for await (const client of listener) running.push(serve(client));
    await Promise.all(running);
  })();
  await Promise.resolve();
  return proxy;
}

/** The same with another Host, if a request begins here. */
function withHost(bytes: Uint8Array<ArrayBuffer>, host: string): Uint8Array<ArrayBuffer> {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  const changed = text.replace(/^((?:GET|POST) [^]*?\r\nHost: )[^\r]*/i, `$1${host}`);
  return Uint8Array.from(changed, (letter) => letter.charCodeAt(0));
}

function isUpgrade(bytes: Uint8Array): boolean {
  return /^upgrade: websocket/im.test(new TextDecoder().decode(bytes));
}

/** The answer to an upgrade; a frame that came with it passes, too, so it is cut off here. */
function isSwitch(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes).startsWith("HTTP/1.1 101");
}

async function read(from: Deno.TcpConn, buffer: Uint8Array<ArrayBuffer>): Promise<number | null> {
  try {
    return await from.read(buffer);
  } catch {
    return null; // closed from the other end, or by us
  }
}

async function write(to: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  try {
    for (let at = 0; at < bytes.length;) at += await to.write(bytes.subarray(at));
  } catch {
    close(to); // its reader ends, too
  }
}

function close(connection: Deno.TcpConn): void {
  try {
    connection.close();
  } catch {
    // it was closed already
  }
}
