// Which members say that they hold which files.
import type { ReadonlySignal, Signal } from "@preact/signals-core";
import type { MessageBus } from "../transport/message_bus.ts";
import type { Signals } from "./signals.ts";

/** So many keys fit into one message; of a page that holds more files the newest are told. */
const MOST_TOLD = 200;

export interface HoldersOptions {
  signals: Signals;
  messages: MessageBus;
  /** Ids of the other members. */
  others(): readonly string[];
  /** Keys of the files that this page holds. */
  held(): readonly string[];
  onChange(): void;
}

/** Every page tells every other one what it holds: when they first reach each other, and at each change. */
export class Holders {
  readonly #options: HoldersOptions;
  readonly #said: Signal<ReadonlyMap<string, ReadonlySet<string>>>;

  constructor(options: HoldersOptions) {
    const { messages, others } = options;
    this.#options = options;
    this.#said = options.signals.signal<ReadonlyMap<string, ReadonlySet<string>>>(new Map());
    messages.on("files", (id, { has, ask }) => {
      if (!others().includes(id)) return;
      this.#said.value = new Map(this.#said.value).set(id, new Set(has));
      if (ask) this.#tell(id, { ask: false });
      options.onChange();
    });
    messages.onReachable((id) => this.#tell(id, { ask: true }));
    for (const id of others()) this.#tell(id, { ask: true });
  }

  /** What each member said. */
  get said(): ReadonlySignal<ReadonlyMap<string, ReadonlySet<string>>> {
    return this.#said;
  }

  /** Members who hold this file. */
  of(key: string): string[] {
    return [...this.#said.value].flatMap(([id, has]) => has.has(key) ? [id] : []);
  }

  /** The member turned out not to hold it, or holds something else under its name. */
  forget(id: string, key: string): void {
    const has = new Set(this.#said.value.get(id));
    if (has.delete(key)) this.#said.value = new Map(this.#said.value).set(id, has);
  }

  /** Forgets members who are not in the room any more. */
  keepOnly(ids: readonly string[]): void {
    const kept = [...this.#said.value].filter(([id]) => ids.includes(id));
    if (kept.length < this.#said.value.size) this.#said.value = new Map(kept);
  }

  /** What this page holds has changed. */
  tellAll(): void {
    for (const id of this.#options.others()) this.#tell(id, { ask: false });
  }

  #tell(id: string, { ask }: { ask: boolean }): void {
    const has = this.#options.held().slice(-MOST_TOLD);
    this.#options.messages.send(id, "files", { has: [...has], ask });
  }
}
