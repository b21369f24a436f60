// The pace of serving files to each member, with the questions that pages put to each other for it.
import type { Clock } from "../ports.ts";
import type { MessageBus } from "../transport/message_bus.ts";
import { ServingPace } from "./serving_pace.ts";

export interface ServingPacesOptions {
  clock: Pick<Clock, "after" | "steady">;
  messages: MessageBus;
  /** The most that may go to all of them together, in bytes a second. */
  most?: (() => number) | undefined;
  /** To how many members something goes now. */
  onBusy?: ((count: number) => void) | undefined;
  /** How long the way to a member takes as the browser measures it, in ms; null if it does not. */
  pathTrip(id: string): number | null;
}

/** By member; kept for as long as the member is in the room, so that a second file begins at full speed. */
export class ServingPaces {
  readonly #options: ServingPacesOptions;
  readonly #paces = new Map<string, ServingPace>();
  readonly #busy = new Set<ServingPace>();

  constructor(options: ServingPacesOptions) {
    const { messages } = options;
    this.#options = options;
    messages.on("echo", (id, { number, back }) => {
      if (back) this.#paces.get(id)?.hear(number);
      else messages.send(id, "echo", { number, back: true });
    });
  }

  of(id: string): ServingPace {
    const { clock, messages, pathTrip, most } = this.#options;
    const pace: ServingPace = this.#paces.get(id) ?? new ServingPace({
      clock,
      ask: (number) => messages.send(id, "echo", { number, back: false }),
      pathTrip: () => pathTrip(id),
      most: () => (most?.() ?? Infinity) / Math.max(1, this.#busy.size),
      onBusy: (on) => this.#note(pace, on),
    });
    this.#paces.set(id, pace);
    return pace;
  }

  #note(pace: ServingPace, on: boolean): void {
    if (on) this.#busy.add(pace);
    else this.#busy.delete(pace);
    this.#options.onBusy?.(this.#busy.size);
  }

  /** Forgets members who are not in the room any more. */
  keepOnly(ids: readonly string[]): void {
    for (const id of this.#paces.keys()) if (!ids.includes(id)) this.#paces.delete(id);
  }
}
