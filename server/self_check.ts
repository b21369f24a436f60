// Whether this server is still heard: it connects to itself, and listens anew when nobody answers.
import type { Server } from "node:http";
import type { Server as SecureServer } from "node:https";
import { connect, type Socket } from "node:net";

/** What was found by connecting to oneself. */
export type Finding = "heard" | "deaf" | "no-descriptors" | "cannot-tell";

/** How a server is doing, for a health check. */
export interface Hearing {
  /** False while new connections are not taken. */
  ok: boolean;
  /** How often it had to listen anew. */
  listenedAnew: number;
}

/** What is watched, and who is told. Times in milliseconds. */
export interface SelfCheckOptions {
  node: Server | SecureServer;
  where: { port: number; host: string };
  /** A sentence for the log. */
  onTrouble: (sentence: string) => void;
  everyMs?: number;
  timeoutMs?: number;
}

const EVERY_MS = 5_000;
const TIMEOUT_MS = 2_000;
/** So often in a row nobody may answer: once may be a moment of much to do. */
const MOST_DEAF = 2;

/**
 * Deno stops taking connections for good, without an error, once the process had no file descriptor
 * left for one; what is connected goes on.
 */
export class SelfCheck {
  readonly #options: SelfCheckOptions;
  readonly #heard = new Set<number>();
  readonly #onConnection = ({ remotePort = 0 }: Socket) => {
    if (this.#isAsking) this.#heard.add(remotePort);
  };
  #isAsking = false;
  #deaf = 0;
  #last: Finding = "heard";
  #listenedAnew = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isStopped = false;
  /** That it works here at all: some systems do not let a program connect to its own address. */
  #wasHeard = false;

  constructor(options: SelfCheckOptions) {
    this.#options = options;
    options.node.on("connection", this.#onConnection);
    void this.#check(); // now: later there may be no descriptor for what Deno loads at first use
  }

  get hearing(): Hearing {
    const ok = this.#last === "heard" || this.#last === "cannot-tell";
    return { ok, listenedAnew: this.#listenedAnew };
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.#options.node.off("connection", this.#onConnection);
  }

  /** False where it never worked: one strange answer among others is no reason to look no more. */
  get #canTell(): boolean {
    return this.#wasHeard || this.#last !== "cannot-tell";
  }

  #plan(): void {
    if (this.#isStopped || !this.#canTell) return;
    const { everyMs = EVERY_MS } = this.#options;
    this.#timer = setTimeout(() => void this.#check(), everyMs);
  }

  async #check(): Promise<void> {
    const found = await this.#ask().catch(() => "cannot-tell" as const);
    if (this.#isStopped) return;
    this.#wasHeard ||= found === "heard" || found === "no-descriptors";
    const finding = found === "deaf" && !this.#wasHeard ? "cannot-tell" : found;
    this.#deaf = finding === "deaf" ? this.#deaf + 1 : 0;
    if (finding !== this.#last) this.#tell(finding);
    this.#last = finding;
    if (finding === "no-descriptors") this.#options.node.closeIdleConnections();
    if (this.#deaf >= MOST_DEAF) this.#listenAnew();
    this.#plan();
  }

  #tell(finding: Finding): void {
    const { onTrouble, where } = this.#options;
    if (finding === "no-descriptors") {
      onTrouble(
        "No file descriptor is left: nobody new can connect. Raise the limit (ulimit -n, " +
          "LimitNOFILE of systemd), or lower ADDRESS_LIMIT.",
      );
    } else if (finding === "cannot-tell") {
      onTrouble(
        `This server cannot connect to itself at ${where.host}:${where.port}, so it cannot tell ` +
          "whether new connections are taken.",
      );
    } else if (finding === "heard" && this.#listenedAnew > 0) {
      onTrouble("New connections are taken again.");
    }
  }

  /** Opens a connection, and looks whether this very server gets it. */
  async #ask(): Promise<Finding> {
    const { where, timeoutMs = TIMEOUT_MS } = this.#options;
    const end = performance.now() + timeoutMs;
    this.#isAsking = true;
    const socket = connect({ port: where.port, host: where.host });
    let failure: string | null = null;
    socket.on("error", (error: NodeJS.ErrnoException) => failure = error.code ?? error.name);
    try {
      while (performance.now() < end && failure === null) {
        if (socket.localPort !== undefined && this.#heard.has(socket.localPort)) return "heard";
        await new Promise((resolve) => setTimeout(resolve, timeoutMs / 40));
      }
      return findingOf(failure);
    } finally {
      socket.destroy();
      this.#isAsking = false;
      this.#heard.clear();
    }
  }

  /** Connections stay; only the listener is a new one. */
  #listenAnew(): void {
    const { node, where, onTrouble } = this.#options;
    this.#deaf = 0;
    this.#listenedAnew += 1;
    onTrouble(
      "New connections were not taken any more (file descriptors ran out): listening anew.",
    );
    const listeners = node.listeners("close") as (() => void)[]; // this is no end for anybody
    node.removeAllListeners("close");
    node.close();
    const restore = () => {
      node.off("listening", restore);
      node.off("error", restore);
      for (const listener of listeners) node.on("close", listener);
    };
    node.once("listening", restore);
    node.once("error", restore); // it is tried again: nobody will be heard until then
    node.listen(where.port, where.host);
  }
}

function findingOf(failure: string | null): Finding {
  switch (failure) {
    case "EMFILE":
    case "ENFILE":
      return "no-descriptors";
    case null: // nobody has taken it in time
    case "ECONNREFUSED":
    case "ECONNRESET":
    case "ETIMEDOUT":
      return "deaf";
    default: // not allowed to, or not on this system
      return "cannot-tell";
  }
}
