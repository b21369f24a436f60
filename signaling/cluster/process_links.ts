// Links between this process and others: ordered, without a gap, or broken; then both ends begin anew.
import type { Clock } from "../clock.ts";
import { type Batch, MAX_BATCH, type Message, readBatch } from "./messages.ts";
import type { SharedStore } from "./shared_store.ts";

/** Every link that is in use shows so often that it lives, in milliseconds. */
const BEAT_MS = 500;
/** A process that is silent for so long is given up, in milliseconds. */
const SILENT_MS = 2_500;
/** A link without messages is forgotten after so long, in milliseconds. */
const UNUSED_MS = 10_000;
/** Letters on their way to one process; with more the link breaks. */
export const MAX_IN_FLIGHT = 16_000_000;

export interface ProcessLinksOptions {
  store: Pick<SharedStore, "process" | "publish">;
  clock: Clock;
  randomId: () => string;
  onMessage(process: string, message: Message): void;
  /** Whatever was said over the link may be lost: what hangs on it has to begin anew. */
  onBroken(process: string): void;
  /** Whether anything hangs on the link. */
  isNeeded(process: string): boolean;
}

interface Link {
  readonly process: string;
  readonly session: string;
  peer: string;
  sent: number;
  received: number;
  inFlight: number;
  heardAt: number;
  usedAt: number;
  queue: Message[];
  isFlushing: boolean;
}

/** All links of this process, by the names of the others. */
export class ProcessLinks {
  readonly #options: ProcessLinksOptions;
  readonly #links = new Map<string, Link>();
  #timer: unknown = null;
  #isClosed = false;
  /** Batches sent, and links that broke. */
  readonly counts = { batches: 0, broken: 0 };

  constructor(options: ProcessLinksOptions) {
    this.#options = options;
    this.#plan();
  }

  get size(): number {
    return this.#links.size;
  }

  /** Sends a message; all messages of one moment go together. */
  send(process: string, message: Message): void {
    const link = this.#linkTo(process);
    link.usedAt = this.#options.clock.steady();
    link.queue.push(message);
    this.#flushSoon(link);
  }

  /** Tells one more connection of a process something; equal notices of one moment go as one. */
  notify(
    process: string,
    to: number,
    { event, payload }: { event: string; payload: unknown },
  ): void {
    const link = this.#linkTo(process);
    const last = link.queue.at(-1);
    if (last?.kind === "notice" && last.payload === payload && last.event === event) {
      last.to.push(to);
    } else {
      this.send(process, { kind: "notice", to: [to], event, payload });
    }
  }

  /** A text came for this process. */
  receive(text: string): void {
    const batch = readBatch(text);
    if (batch === null || this.#isClosed) return;
    const known = this.#links.get(batch.process);
    if (batch.lost !== undefined) {
      if (known?.session === batch.lost) this.#break(known);
      return;
    }
    if (known !== undefined && known.peer !== "" && known.peer !== batch.session) {
      this.#break(known);
    }
    const link = this.#linkTo(batch.process);
    const isForMe = batch.peer === "" || batch.peer === link.session;
    if (!isForMe || batch.number !== link.received + 1) {
      if (link.peer !== "") this.#break(link);
      return void this.#tellLost(batch);
    }
    this.#take(link, batch);
  }

  /** No link leads anywhere any more. */
  breakAll(): void {
    for (const link of [...this.#links.values()]) this.#break(link);
  }

  /** Tells all others that this process ends. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#options.clock.clearTimeout(this.#timer);
    const told = this.#links.values().map(({ process, peer: session }) =>
      this.#tellLost({ process, session })
    ).toArray();
    this.#links.clear();
    await Promise.all(told);
  }

  #take(link: Link, { session, number, messages }: Batch): void {
    const now = this.#options.clock.steady();
    link.peer = session;
    link.received = number;
    link.heardAt = now;
    if (messages.length > 0) link.usedAt = now;
    for (const message of messages) {
      if (this.#links.get(link.process) !== link) return; // broken meanwhile
      this.#options.onMessage(link.process, message);
    }
  }

  #linkTo(process: string): Link {
    const known = this.#links.get(process);
    if (known !== undefined) return known;
    const now = this.#options.clock.steady();
    const link: Link = {
      process,
      session: this.#options.randomId(),
      ...{ peer: "", sent: 0, received: 0, inFlight: 0 },
      ...{ heardAt: now, usedAt: now, queue: [], isFlushing: false },
    };
    this.#links.set(process, link);
    return link;
  }

  /** After everything of this moment: one text for all of it. */
  #flushSoon(link: Link): void {
    if (link.isFlushing) return;
    link.isFlushing = true;
    queueMicrotask(() => {
      link.isFlushing = false;
      if (this.#links.get(link.process) === link) this.#flush(link);
    });
  }

  #flush(link: Link): void {
    const messages = link.queue;
    link.queue = [];
    const text = this.#textOf(link, { messages, number: link.sent + 1 });
    // Halves are halved again until they fit; a single message always does.
    if (text.length > MAX_BATCH / 2 && messages.length > 1) {
      const half = messages.length >> 1;
      for (const part of [messages.slice(0, half), messages.slice(half)]) {
        link.queue = part;
        this.#flush(link);
      }
      return;
    }
    link.sent += 1;
    this.counts.batches += 1;
    if (link.inFlight + text.length > MAX_IN_FLIGHT) return this.#break(link);
    link.inFlight += text.length;
    void this.#options.store.publish(link.process, text).then((receivers) => {
      link.inFlight -= text.length;
      // Without an answer nobody knows: if it is lost, the numbers tell.
      if (receivers === 0 && this.#links.get(link.process) === link) this.#break(link);
    });
  }

  #textOf(
    { session, peer }: Link,
    rest: { messages: Message[]; number: number; lost?: string },
  ): string {
    const { process } = this.#options.store;
    return JSON.stringify({ process, session, peer, ...rest } satisfies Batch);
  }

  #tellLost(
    { process, session }: Pick<Batch, "process" | "session">,
  ): Promise<number | null> {
    const own = this.#options.store.process;
    const batch: Batch = {
      ...{ process: own, session: "", peer: "", number: 0, messages: [] },
      lost: session,
    };
    return this.#options.store.publish(process, JSON.stringify(batch));
  }

  #break(link: Link): void {
    this.#links.delete(link.process);
    this.counts.broken += 1;
    this.#options.onBroken(link.process);
  }

  #plan(): void {
    this.#timer = this.#options.clock.setTimeout(() => {
      this.#beat();
      this.#plan();
    }, BEAT_MS);
  }

  #beat(): void {
    const now = this.#options.clock.steady();
    for (const link of [...this.#links.values()]) {
      const { process } = link;
      const isUnused = now - link.usedAt > UNUSED_MS && !this.#options.isNeeded(process);
      if (isUnused) this.#links.delete(process);
      else if (now - link.heardAt > SILENT_MS) this.#break(link);
      else this.#flush(link);
    }
  }
}
