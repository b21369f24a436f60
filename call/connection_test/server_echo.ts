// Sends test messages to the server and measures how long the answers take.
import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Failure, Ports } from "../ports.ts";

/** One test message and its result. */
export interface EchoEntry {
  id: number;
  text: string;
  /** Own clock, in milliseconds since 1970. */
  at: number;
  /** Round trip in milliseconds; null while waiting and after a failure. */
  roundTrip: number | null;
  failure: Failure | null;
}

/** Sends test messages to the server and keeps the log of the answers. */
export class ServerEcho {
  #ports: Pick<Ports, "signaling" | "clock">;
  #sent = 0;
  #log = signal<readonly EchoEntry[]>([]);

  constructor(ports: Pick<Ports, "signaling" | "clock">) {
    this.#ports = ports;
  }

  /** Test messages and their answers, oldest first. */
  get log(): ReadonlySignal<readonly EchoEntry[]> {
    return this.#log;
  }

  async send(text: string): Promise<void> {
    const { signaling, clock } = this.#ports;
    const at = clock.now();
    const begun = clock.steady();
    const entry: EchoEntry = { id: ++this.#sent, text, at, roundTrip: null, failure: null };
    this.#log.value = [...this.#log.value, entry];
    const outcome = await signaling.request("echo:send", { text });
    const failure = !outcome.ok ? outcome.error : outcome.text === text ? null : "invalid";
    const roundTrip = failure === null ? Math.round(clock.steady() - begun) : null;
    this.#log.value = this.#log.value.map((other) =>
      other.id === entry.id ? { ...entry, roundTrip, failure } : other
    );
  }
}
