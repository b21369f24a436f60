// A STUN client that asks once by UDP.
import assert from "node:assert/strict";
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";

/** How long an answer may take, in milliseconds. */
export const ANSWER_MS = 300;
/** What port and address are mixed with. */
const MASK = [0x21, 0x12, 0x21, 0x12, 0xa4, 0x42];
const HEAD = [0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42];

/** A Binding request without attributes. */
export function bindingRequest(): Uint8Array {
  return new Uint8Array([...HEAD, ...crypto.getRandomValues(new Uint8Array(12))]);
}

/** Sends a Binding request; the address and port in the answer, or null if none comes in time. */
export async function ask(
  socket: Socket,
  port: number,
  host = "127.0.0.1",
): Promise<string | null> {
  const request = bindingRequest();
  const answered = once(socket, "message", { signal: AbortSignal.timeout(ANSWER_MS) });
  socket.send(request, port, host);
  try {
    const [answer] = await answered as [Uint8Array];
    assert.deepEqual([...answer.slice(4, 20)], [...request.slice(4, 20)]);
    const [high = 0, low = 0, ...address] = [...answer.slice(26, 32)].map((byte, n) =>
      byte ^ (MASK[n] ?? 0)
    );
    return `${address.join(".")}:${high << 8 | low}`;
  } catch (error) {
    if (error instanceof Error && error.name === "AbortError") return null;
    throw error;
  }
}

/** A socket at an address of this machine. */
export function socketOn(address: string, port = 0): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket("udp4");
    socket.once("error", reject);
    socket.bind(port, address, () => resolve(socket));
  });
}
