// Two connections to Redis, one for commands and one that listens. The package is loaded only here, and only when asked.
import type { RedisClientType } from "@redis/client";

/** Longest wait for an answer, in milliseconds. */
const ANSWER_MS = 1_000;
/** Longest wait for a connection, in milliseconds. */
const CONNECT_MS = 2_000;
/** Longest pause between two attempts to connect, in milliseconds. */
const LONGEST_PAUSE_MS = 500;
/** Pause before a refused subscription is asked for again, in milliseconds. */
const SUBSCRIBE_AGAIN_MS = 1_000;
/** Commands without an answer yet. */
const MAX_COMMANDS = 20_000;

/** Who hears of it. */
export interface RedisListener {
  onMessage(text: string): void;
  onUp(): void;
  onDown(): void;
  /** Why Redis cannot be reached, or what it says instead of doing what it is asked. */
  onProblem(reason: string): void;
}

/** Connects again for ever, until closed. Nothing throws: a command without an answer gives null. */
export class RedisClient {
  readonly #url: string;
  #commands: RedisClientType | null = null;
  #messages: RedisClientType | null = null;
  #listener: RedisListener | null = null;
  /** What is said to this process would be lost before. */
  #isSubscribed = false;
  #isUp = false;
  #isClosed = false;

  constructor(url: string) {
    this.#url = url;
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  async open(channel: string, listener: RedisListener): Promise<void> {
    const { createClient } = await import("@redis/client");
    if (this.#isClosed) return;
    this.#listener = listener;
    const make = () => {
      const client = createClient({
        url: this.#url,
        disableOfflineQueue: true,
        commandsQueueMaxLength: MAX_COMMANDS,
        pingInterval: 2_000,
        socket: {
          connectTimeout: CONNECT_MS,
          reconnectStrategy: (tries) => Math.min(LONGEST_PAUSE_MS, 50 * 2 ** tries),
        },
      }) as RedisClientType;
      client.on("error", (error) => {
        listener.onProblem(reasonOf(error));
        look();
      });
      for (const event of ["ready", "reconnecting", "end"]) client.on(event, () => look());
      return client;
    };
    const look = () => this.#look();
    this.#commands = make();
    this.#messages = make();
    this.#messages.on("ready", () => void this.#subscribe(channel));
    for (const client of [this.#commands, this.#messages]) {
      client.connect().catch((error) => listener.onProblem(reasonOf(error)));
    }
  }

  /** The library repeats a subscription over new connections once it was granted, and not before. */
  async #subscribe(channel: string): Promise<void> {
    const [messages, listener] = [this.#messages, this.#listener];
    if (this.#isSubscribed || this.#isClosed || messages === null || listener === null) return;
    try {
      await messages.subscribe(channel, (text) => listener.onMessage(text));
      this.#isSubscribed = true;
      this.#look();
    } catch (error) {
      if (this.#isClosed) return;
      listener.onProblem(reasonOf(error));
      if (!messages.isReady) return; // it is asked for when the connection is there again
      setTimeout(() => messages.isReady && void this.#subscribe(channel), SUBSCRIBE_AGAIN_MS);
    }
  }

  #look(): void {
    const isUp = !this.#isClosed && this.#isSubscribed && (this.#commands?.isReady ?? false) &&
      (this.#messages?.isReady ?? false);
    if (isUp === this.#isUp) return;
    this.#isUp = isUp;
    if (isUp) this.#listener?.onUp();
    else this.#listener?.onDown();
  }

  /** Runs a script; null if there is no answer in time. */
  run(
    script: string,
    { keys, args }: { keys: readonly string[]; args: readonly string[] },
  ): Promise<unknown> {
    return this.#ask((client) =>
      client.sendCommand(["EVAL", script, String(keys.length), ...keys, ...args])
    );
  }

  /** Sends a text to a channel; gives how many heard it. */
  async publish(channel: string, text: string): Promise<number | null> {
    const heard = await this.#ask((client) => client.sendCommand(["PUBLISH", channel, text]));
    return typeof heard === "number" ? heard : null;
  }

  async delete(key: string): Promise<void> {
    await this.#ask((client) => client.sendCommand(["DEL", key]));
  }

  close(): void {
    this.#isClosed = true;
    this.#isUp = false;
    for (const client of [this.#commands, this.#messages]) {
      try {
        if (client?.isOpen) client.destroy();
      } catch {
        // It was not open any more.
      }
    }
  }

  async #ask(command: (client: RedisClientType) => Promise<unknown>): Promise<unknown> {
    const client = this.#commands;
    if (client === null || !this.#isUp) return null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<null>((resolve) => timer = setTimeout(resolve, ANSWER_MS, null));
    try {
      return await Promise.race([command(client), late]);
    } catch (error) {
      // Full, a replica, not permitted: a connection that is there does not help then.
      if (!this.#isClosed && client.isReady) this.#listener?.onProblem(reasonOf(error));
      return null;
    } finally {
      clearTimeout(timer);
    }
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  return String(code ?? message ?? error);
}
