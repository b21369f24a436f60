// WebSocket frames that break RFC 6455, written byte by byte.
import { PROTOCOL_VERSION } from "@/protocol/version.ts";

const MASK = 0x80;

/** First bytes of a frame and what follows. The payload is masked with zeros, so it stays as it is. */
function frame(
  first: number,
  payload: Uint8Array,
  { masked = true } = {},
): Uint8Array<ArrayBuffer> {
  const { length } = payload;
  const size = length < 126 ? [length] : [126, length >> 8, length & 255];
  const head = [first, (size[0] ?? 0) | (masked ? MASK : 0), ...size.slice(1)];
  return Uint8Array.from([...head, ...(masked ? [0, 0, 0, 0] : []), ...payload]);
}

const bytes = (text: string) => new TextEncoder().encode(text);

/** What to write after the handshake. Each must end the connection. */
export const FRAMES: readonly [what: string, data: Uint8Array<ArrayBuffer>][] = [
  ["an unmasked frame", frame(0x81, bytes("2"), { masked: false })],
  ["RSV1, as compression has it", frame(0xc1, bytes("2"))],
  ["RSV2", frame(0xa1, bytes("2"))],
  ["RSV3", frame(0x91, bytes("2"))],
  ["a reserved opcode", frame(0x83, bytes("2"))],
  ["a reserved control opcode", frame(0x8b, bytes("2"))],
  ["bad UTF-8", frame(0x81, Uint8Array.from([0x34, 0xff, 0xfe]))],
  ["a continuation of nothing", frame(0x80, bytes("2"))],
  ["a fragmented ping", frame(0x09, bytes("2"))],
  ["a ping that is too long", frame(0x89, bytes("x".repeat(130)))],
  ["a length of 2^62", Uint8Array.from([0x81, 0xff, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
  ["a length of 2^63", Uint8Array.from([0x81, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
  ["a close with a bad code", frame(0x88, Uint8Array.from([0, 1]))],
  ["a close of one byte", frame(0x88, Uint8Array.from([3]))],
  ["a binary message", frame(0x82, Uint8Array.from([4, 0x32]))],
  [
    "two text messages in one",
    Uint8Array.from([...frame(0x01, bytes("4")), ...frame(0x01, bytes("2"))]),
  ],
];

/** A text message as one frame. */
export function textFrame(text: string): Uint8Array<ArrayBuffer> {
  return frame(0x81, bytes(text));
}

/** Opens a WebSocket by hand, and waits until the server listens to it. */
export async function rawWebSocket(
  port: number,
  forwardedFor = "127.0.0.1",
): Promise<Deno.TcpConn> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const head = [
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
    "Host: x",
    `X-Forwarded-For: ${forwardedFor}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
  ];
  await connection.write(bytes(`${head.join("\r\n")}\r\n\r\n`));
  let heard = "";
  const buffer = new Uint8Array(1_024);
  while (!heard.includes("0{")) { // what is sent before this is not heard
    const length = await connection.read(buffer);
    if (length === null) break;
    heard += new TextDecoder().decode(buffer.subarray(0, length));
  }
  return connection;
}

/** Does something until the server has ended the connection. */
export async function breakable(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    const { ConnectionReset, BrokenPipe, BadResource, Interrupted } = Deno.errors;
    const expected = [ConnectionReset, BrokenPipe, BadResource, Interrupted];
    if (!expected.some((kind) => error instanceof kind)) throw error;
  }
}

/** Writes one broken frame and waits until the server has ended the connection. */
export async function breakFrame(port: number, data: Uint8Array): Promise<void> {
  using connection = await rawWebSocket(port);
  const buffer = new Uint8Array(1_024);
  await breakable(async () => {
    await connection.write(data);
    while (await connection.read(buffer) !== null);
  });
}

/** Socket.IO's CONNECT packet of a page of this version. */
export const CONNECT_PACKET = `40${JSON.stringify({ protocol: PROTOCOL_VERSION })}`;
