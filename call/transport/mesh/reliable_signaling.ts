// Signals between two peers arrive once and in order, whatever the way between them loses or repeats.
import type { Clock } from "../../ports.ts";

/** Pauses before an envelope that was not acknowledged is sent again, in milliseconds; the last one repeats. */
const RETRY_MS = [1_000, 2_000, 4_000] as const;
/** An envelope is acknowledged with the next one that goes back, or alone after this pause. */
const ACK_PAUSE_MS = 200;
/**
 * Envelopes that a bare acknowledgement does not cover are lost if they are so old: the
 * other side answers much sooner, unless what it was sent went to where it is no more.
 */
const LOST_MS = 300;
/** The same if nothing at all has arrived there: what comes twice does less harm than waiting. */
const ALL_LOST_MS = 50;
/** Nobody can make this side hurry so more often. */
const HURRY_MS = 1_000;
/** An envelope may be so far ahead of the next one in order. A call's set-up takes about ten. */
const MAX_AHEAD = 256;
/** Size of all signals that are kept until those before them have arrived. */
const MAX_HELD_SIZE = 524_288;

/** What goes over the wire: position, what arrived from the other side so far, and the signal. */
export interface SignalEnvelope<Signal> {
  /** 1, 2, 3 …; 0 for an envelope that is nothing but an acknowledgement. */
  seq: number;
  /** All envelopes of the other side up to this one have arrived. */
  ack: number;
  signal: Signal | null;
}

export interface ReliableSignalingOptions<Signal> {
  clock: Pick<Clock, "after" | "steady">;
  /** Sends an envelope through the server, which may lose, double, delay or reorder it. */
  transmit(envelope: SignalEnvelope<Signal>): void;
  /** How much room a signal takes; what is over the limit has to be sent again. */
  sizeOf?(signal: Signal): number;
  /** Called once for each signal of the other side, in the order they were sent. */
  deliver(signal: Signal): void;
}

/** One end of a reliable, ordered exchange; both ends must be made together. */
export class ReliableSignaling<Signal> {
  #options: ReliableSignalingOptions<Signal>;
  #sent = 0;
  #unanswered: { seq: number; signal: Signal; postedAt: number }[] = [];
  #arrived = 0;
  #held = new Map<number, Signal>();
  #heldSize = 0;
  #attempts = 0;
  /** When the other side was called that has not said anything yet; null if it need not be. */
  #calledAt: number | null = null;
  #hurriedAt = -Infinity;
  #closed = false;
  #cancelRetry: (() => void) | null = null;
  #cancelAck: (() => void) | null = null;

  constructor(options: ReliableSignalingOptions<Signal>) {
    this.#options = options;
  }

  send(signal: Signal): void {
    if (this.#closed) return;
    this.#unanswered.push({ seq: ++this.#sent, signal, postedAt: this.#options.clock.steady() });
    this.#transmit(this.#sent, signal);
    if (this.#cancelRetry === null) this.#retryLater(); // what was said before need not wait longer
  }

  /** Takes an envelope as it arrives. */
  receive({ seq, ack, signal }: SignalEnvelope<Signal>): void {
    if (this.#closed) return;
    this.#calledAt = null;
    this.#noteAck(ack);
    if (seq === 0 || signal === null) return this.#doubt(ack);
    this.#hold(seq, signal);
    this.#cancelAck ??= this.#options.clock.after(ACK_PAUSE_MS, () => this.#transmit(0, null));
    this.#deliverHeld();
  }

  /**
   * The way is open again: sends at once whatever was not answered, and says what has arrived, so
   * that the other side does the same.
   */
  retry(): void {
    this.#attempts = 0;
    this.#retransmit(0);
    if (this.#calledAt === null) this.#transmit(0, null);
    else this.#probe();
    this.#retryLater();
  }

  /** Asks the other side to offer: sends probes until anything comes back. */
  requestOffer(): void {
    this.#probe();
    this.#retryLater();
  }

  /** The other side does not seem to know what was sent some time ago. */
  sendAck(): void {
    this.#retransmit(LOST_MS);
    if (this.#calledAt !== null && this.#options.clock.steady() - this.#calledAt >= LOST_MS) {
      this.#probe();
    }
  }

  close(): void {
    this.#closed = true;
    this.#cancelRetry?.();
    this.#cancelAck?.();
    this.#unanswered = [];
    this.#held.clear();
    this.#heldSize = 0;
  }

  #probe(): void {
    this.#calledAt = this.#options.clock.steady();
    this.#transmit(0, null);
  }

  /** What has not arrived there by now, if it is not just under way, never will. */
  #doubt(ack: number): void {
    const now = this.#options.clock.steady();
    const nothing = ack === 0 && now - this.#hurriedAt >= HURRY_MS;
    this.#retransmit(nothing ? ALL_LOST_MS : LOST_MS);
    if (!nothing) return;
    this.#hurriedAt = now;
    this.#retryLater(LOST_MS); // what was just under way then
  }

  #transmit(seq: number, signal: Signal | null): void {
    this.#cancelAck?.();
    this.#cancelAck = null;
    this.#options.transmit({ seq, ack: this.#arrived, signal });
  }

  /** Sends again what was sent so many milliseconds ago or earlier and is not answered. */
  #retransmit(ms: number): void {
    const now = this.#options.clock.steady();
    for (const envelope of this.#unanswered) {
      if (now - envelope.postedAt < ms) continue;
      envelope.postedAt = now;
      this.#transmit(envelope.seq, envelope.signal);
    }
  }

  /** The one whose turn it is always fits: it is handed on at once. */
  #hold(seq: number, signal: Signal): void {
    const ahead = seq - this.#arrived;
    if (ahead < 1 || ahead > MAX_AHEAD || this.#held.has(seq)) return;
    const size = this.#sizeOf(signal);
    if (ahead > 1 && this.#heldSize + size > MAX_HELD_SIZE) return;
    this.#held.set(seq, signal);
    this.#heldSize += size;
  }

  #sizeOf(signal: Signal): number {
    return this.#options.sizeOf?.(signal) ?? 0;
  }

  #deliverHeld(): void {
    for (;;) {
      const signal = this.#held.get(this.#arrived + 1);
      if (signal === undefined) break;
      this.#held.delete(++this.#arrived);
      this.#heldSize -= this.#sizeOf(signal);
      this.#options.deliver(signal);
    }
  }

  #noteAck(ack: number): void {
    const before = this.#unanswered.length;
    this.#unanswered = this.#unanswered.filter(({ seq }) => seq > ack);
    if (this.#unanswered.length === before) return;
    this.#attempts = 0;
    this.#retryLater();
  }

  #retryLater(soon = Infinity): void {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    if (this.#unanswered.length === 0 && this.#calledAt === null) return;
    const usual = RETRY_MS[Math.min(this.#attempts, RETRY_MS.length - 1)] ?? 0;
    const pause = Math.min(soon, usual);
    this.#cancelRetry = this.#options.clock.after(pause, () => {
      this.#attempts++;
      this.#retransmit(0);
      if (this.#calledAt !== null) this.#probe();
      this.#retryLater();
    });
  }
}
