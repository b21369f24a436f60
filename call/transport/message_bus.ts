// Small messages between two pages, without the server: each kind has its own listeners.
import { attempt } from "../safe_ports.ts";
import type { MessageKind, PeerMessage, PeerMessages } from "./data_messages.ts";

/** Hears one kind of message: which member sent it, and its fields. */
export type MessageListener<K extends MessageKind> = (id: string, fields: PeerMessages[K]) => void;

export interface MessageBus {
  /** Sends a message to one member; false if there was no open way to them, and it is lost. */
  send<K extends MessageKind>(id: string, kind: K, fields: PeerMessages[K]): boolean;
  /** Calls the listener with each valid message of this kind. */
  on<K extends MessageKind>(kind: K, listener: MessageListener<K>): void;
  /** Calls the listener each time messages to a member become possible, or possible again. */
  onReachable(listener: (id: string) => void): void;
}

export interface PeerMessageBusOptions {
  /** Hands a message to the connection with a member; false if that was not possible. */
  send(id: string, message: PeerMessage): boolean;
  onError(error: unknown): void;
}

/** Routes messages from a transport to the listeners of their kinds. */
export class PeerMessageBus implements MessageBus {
  readonly #options: PeerMessageBusOptions;
  readonly #listeners = new Map<string, ((id: string, message: never) => void)[]>();
  readonly #reachable: ((id: string) => void)[] = [];

  constructor(options: PeerMessageBusOptions) {
    this.#options = options;
  }

  send<K extends MessageKind>(id: string, kind: K, fields: PeerMessages[K]): boolean {
    return this.#options.send(id, { kind, ...fields } as PeerMessage);
  }

  on<K extends MessageKind>(kind: K, listener: MessageListener<K>): void {
    this.#listeners.set(kind, [...this.#listeners.get(kind) ?? [], listener]);
  }

  onReachable(listener: (id: string) => void): void {
    this.#reachable.push(listener);
  }

  /** Takes a message that arrived. An error in one listener does not keep it from the others. */
  deliver(id: string, message: PeerMessage): void {
    this.#call(
      this.#listeners.get(message.kind) ?? [],
      (listener) => listener(id, message as never),
    );
  }

  reached(id: string): void {
    this.#call(this.#reachable, (listener) => listener(id));
  }

  #call<L>(listeners: readonly L[], run: (listener: L) => void): void {
    for (const listener of listeners) {
      attempt(() => run(listener), undefined, this.#options.onError);
    }
  }
}
