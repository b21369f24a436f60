// The byte streams over one connection: those that this page opens, and those that the other one does.
import type { Clock } from "../../ports.ts";
import type { ChannelLike, PeerLike } from "../../rtc_ports.ts";
import { attempt } from "../../safe_ports.ts";
import { type ByteStream, ChannelStream } from "../byte_stream.ts";
import { MessageBudget } from "../message_budget.ts";

/** Streams that may be open at once over one connection, of both pages together. */
export const MAX_STREAMS = 16;
/** Streams that the other page may open. */
const OPENINGS = { burst: 32, perSecond: 2 };
const MAX_LABEL = 64;

export interface PeerStreamsOptions {
  pc: Pick<PeerLike, "createDataChannel" | "ondatachannel">;
  clock: Pick<Clock, "steady">;
  /** The other page has opened a stream: set its listeners at once. Without this none is accepted. */
  onStream: ((stream: ByteStream) => void) | undefined;
  onError(error: unknown): void;
}

export class PeerStreams {
  readonly #options: PeerStreamsOptions;
  readonly #open = new Set<ChannelStream>();
  readonly #openings = new MessageBudget(OPENINGS);

  constructor(options: PeerStreamsOptions) {
    this.#options = options;
    options.pc.ondatachannel = ({ channel }) => this.#accept(channel);
  }

  /** Opens a stream; null while too many are open, or if the browser refuses. */
  open(label: string): ByteStream | null {
    if (!isLabel(label)) throw new RangeError("a label has 1 to 64 characters");
    if (this.#count() >= MAX_STREAMS) return null;
    const { pc, onError } = this.#options;
    const channel = attempt<ChannelLike | null>(() => pc.createDataChannel(label), null, onError);
    return channel && this.#keep(channel);
  }

  /** Closes all streams: the connection ends. */
  close(): void {
    const { pc, onError } = this.#options;
    pc.ondatachannel = null;
    for (const stream of this.#open) attempt(() => stream.close(), undefined, onError);
    this.#open.clear();
  }

  #accept(channel: ChannelLike): void {
    const { clock, onStream } = this.#options;
    const isTaken = isLabel(channel.label) && this.#count() < MAX_STREAMS &&
      this.#openings.take(clock.steady());
    if (isTaken && onStream) onStream(this.#keep(channel));
    else channel.close();
  }

  #keep(channel: ChannelLike): ByteStream {
    const stream = new ChannelStream(channel);
    this.#open.add(stream);
    return stream;
  }

  #count(): number {
    for (const stream of this.#open) if (stream.isClosed) this.#open.delete(stream);
    return this.#open.size;
  }
}

function isLabel(label: string): boolean {
  return label.length >= 1 && label.length <= MAX_LABEL;
}
