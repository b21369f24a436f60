// Whether coturn still answers: a program may be there and do nothing any more.
import { connect } from "node:net";

/** Between two questions, in milliseconds. */
export const ASK_MS = 10_000;
/** So many in a row stay without an answer before it counts as hung: once may be much to do. */
export const MISSES = 3;
const ANSWER_MS = 5_000;

/** What a watch needs. Times in milliseconds. */
export interface HangWatchOptions {
  ask: () => Promise<boolean>;
  after: (ms: number, action: () => void) => () => void;
  onHang: () => void;
}

/** Asks from `start()` to `stop()`, one question at a time. */
export class HangWatch {
  readonly #options: HangWatchOptions;
  #cancel: () => void = () => {};
  /** Counts starts and stops, so that the answer to an earlier question is ignored. */
  #turn = 0;

  constructor(options: HangWatchOptions) {
    this.#options = options;
  }

  start(): void {
    this.stop();
    this.#later(0, this.#turn);
  }

  stop(): void {
    this.#turn++;
    this.#cancel();
  }

  #later(misses: number, turn: number): void {
    this.#cancel = this.#options.after(ASK_MS, () => void this.#ask(misses, turn));
  }

  async #ask(before: number, turn: number): Promise<void> {
    const misses = await this.#options.ask() ? 0 : before + 1;
    if (turn !== this.#turn) return;
    if (misses < MISSES) this.#later(misses, turn);
    else this.#options.onHang();
  }
}

const BINDING_REQUEST = [0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42];

/** Whether a STUN server on this machine answers by TCP. A connection alone is the system's doing. */
export function answersBinding(port: number, withinMs = ANSWER_MS): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    const end = (does: boolean) => {
      clearTimeout(alarm);
      socket.destroy();
      resolve(does);
    };
    const alarm = setTimeout(() => end(false), withinMs);
    socket.once("error", () => end(false));
    socket.once("close", () => end(false));
    socket.once("data", () => end(true));
    const transaction = crypto.getRandomValues(new Uint8Array(12));
    socket.once(
      "connect",
      () => socket.write(new Uint8Array([...BINDING_REQUEST, ...transaction])),
    );
  });
}
