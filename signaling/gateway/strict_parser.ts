// Socket.IO's parser, but strict: it refuses what no client of ours sends, before that costs anything.
import { Decoder, Encoder, PacketType } from "socket.io-parser";

/** Levels of arrays and objects that a packet may have. Ours have five. */
export const MAX_DEPTH = 16;

const CONNECT = String(PacketType.CONNECT);

/**
 * Refuses binary packets (their parts would be kept in memory until the last one came), namespaces
 * (there are none), deep nesting (64 kB of "[" take JSON.parse() 7 ms) and a second CONNECT (one
 * that comes before the first was answered would make a second socket). Socket.IO closes the
 * connection when `add` throws, and `EngineConnections` then cuts it.
 */
class StrictDecoder extends Decoder {
  #hasConnected = false;

  override add(packet: unknown): void {
    if (typeof packet !== "string" || !isHarmless(packet) || this.#connectsAgain(packet)) {
      throw new Error("refused packet");
    }
    super.add(packet);
  }

  #connectsAgain(packet: string): boolean {
    if (packet[0] !== CONNECT) return false;
    const again = this.#hasConnected;
    this.#hasConnected = true;
    return again;
  }
}

/** For Socket.IO's option `parser`. */
export const strictParser = { Encoder, Decoder: StrictDecoder };

const OBJECT_OPENS = "{".charCodeAt(0);
const OBJECT_CLOSES = "}".charCodeAt(0);
const ARRAY_OPENS = "[".charCodeAt(0);
const ARRAY_CLOSES = "]".charCodeAt(0);
const QUOTE = '"'.charCodeAt(0);
const BACKSLASH = "\\".charCodeAt(0);

/** Whether a packet is text of the main namespace and at most {@link MAX_DEPTH} levels deep. */
export function isHarmless(packet: string): boolean {
  const isBinary = packet[0] === "5" || packet[0] === "6";
  return !isBinary && packet[1] !== "/" && isShallow(packet);
}

function isShallow(packet: string): boolean {
  let depth = 0;
  for (let at = 0; at < packet.length; at++) {
    const letter = packet.charCodeAt(at);
    if (letter === QUOTE) {
      at = endOfText(packet, at);
    } else if (letter === ARRAY_OPENS || letter === OBJECT_OPENS) {
      depth += 1;
      if (depth > MAX_DEPTH) return false;
    } else if (letter === ARRAY_CLOSES || letter === OBJECT_CLOSES) {
      depth -= 1;
    }
  }
  return true;
}

/** Where the JSON text that begins at `start` ends: indexOf() runs over an SDP 100 times faster. */
function endOfText(packet: string, start: number): number {
  for (let end = packet.indexOf('"', start + 1); end !== -1; end = packet.indexOf('"', end + 1)) {
    let before = end - 1;
    while (packet.charCodeAt(before) === BACKSLASH) before -= 1;
    const escaped = (end - 1 - before) % 2 === 1;
    if (!escaped) return end;
  }
  return packet.length;
}
