// A session with one Janus over its WebSocket interface: requests, answers, and whether it is there.

/** A request without an answer has failed after so long, in milliseconds. */
const TIMEOUT_MS = 5_000;
/** A session says so often that it lives, in milliseconds. */
const KEEPALIVE_MS = 2_000;
/** A Janus from which nothing has come for so long is lost, in milliseconds. */
const SILENT_MS = 5_000;
/** Requests that may wait for an answer: then something is wrong with the Janus. */
const MAX_WAITING = 5_000;

export type Json = Record<string, unknown>;

/** A session description as Janus knows it. */
export interface Jsep {
  type: "offer" | "answer";
  sdp: string;
  e2ee?: boolean;
  rid_order?: "lmh";
}

/** What a plugin answers. */
export interface PluginAnswer {
  data: Json;
  jsep: Jsep | null;
}

/** What happens at a handle without being asked for: "webrtcup", "hangup", "detached", "event". */
export type HandleListener = (what: string, answer: PluginAnswer) => void;

export interface JanusSessionOptions {
  url: string;
  secret: string;
  /** Called once, when a session that was open has ended in any way but `close`. */
  onLost(): void;
}

interface Waiting {
  resolve(message: Json): void;
  reject(error: Error): void;
  timer: ReturnType<typeof setTimeout>;
  /** "ack" is not the answer yet. */
  isLate: boolean;
}

/** One session; nothing of it outlives its connection. */
export class JanusSession {
  readonly #options: JanusSessionOptions;
  readonly #socket: WebSocket;
  readonly #waiting = new Map<string, Waiting>();
  readonly #listeners = new Map<number, HandleListener>();
  #id = 0;
  #serial = 0;
  #heardAt = performance.now();
  #beat: ReturnType<typeof setInterval> | undefined;
  #isOpen = false;
  #isOver = false;

  private constructor(options: JanusSessionOptions) {
    this.#options = options;
    this.#socket = new WebSocket(options.url, "janus-protocol");
    this.#socket.onmessage = ({ data }) => this.#hear(data);
    this.#socket.onclose = this.#socket.onerror = () => this.#end(true);
  }

  /** Also gives a handle that belongs to nobody. Rejects if there is no Janus, or not with this secret. */
  static async open(
    options: JanusSessionOptions,
  ): Promise<{ session: JanusSession; control: number }> {
    const session = new JanusSession(options);
    return { session, control: await session.#begin() };
  }

  /** A new handle of the videoroom plugin. */
  async attach(listener: HandleListener = () => {}): Promise<number> {
    const made = await this.#request("attach", { plugin: "janus.plugin.videoroom" });
    const id = idOf(made);
    this.#listeners.set(id, listener);
    return id;
  }

  /** Says something to the plugin; rejects with its error. */
  async say(handle: number, body: Json, jsep?: Jsep): Promise<PluginAnswer> {
    const more = { handle_id: handle, body, ...(jsep && { jsep }) };
    const answer = pluginAnswerOf(await this.#request("message", more));
    const { error, error_code: code } = answer.data;
    if (error !== undefined) throw new Error(`Janus: ${body.request}: ${error} (${code})`);
    return answer;
  }

  /** Ends a handle and its connection; nobody waits for it. */
  detach(handle: number): void {
    this.#listeners.delete(handle);
    this.#request("detach", { handle_id: handle }).catch(() => {}); // then it is gone already
  }

  close(): void {
    if (!this.#isOver && this.#socket.readyState === WebSocket.OPEN) {
      this.#request("destroy", {}).catch(() => {});
    }
    this.#end(false);
    this.#socket.close();
  }

  /** Of a session that cannot be used nothing stays open. */
  async #begin(): Promise<number> {
    try {
      await this.#opened();
      this.#id = idOf(await this.#request("create", {}));
      this.#beat = setInterval(() => this.#keepAlive(), KEEPALIVE_MS);
      const control = await this.attach();
      this.#isOpen = true;
      return control;
    } catch (error) {
      this.#end(false);
      this.#socket.close();
      throw error;
    }
  }

  #opened(): Promise<void> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error("Janus does not answer")), TIMEOUT_MS);
      const done = (run: () => void) => () => (clearTimeout(late), run());
      this.#socket.addEventListener("open", done(resolve), { once: true });
      const refuse = done(() => reject(new Error("Janus cannot be reached")));
      this.#socket.addEventListener("close", refuse, { once: true });
    });
  }

  #keepAlive(): void {
    if (performance.now() - this.#heardAt > SILENT_MS) return this.#end(true);
    this.#request("keepalive", {}).catch(() => {}); // what counts is when anything was heard
  }

  #request(janus: string, more: Json): Promise<Json> {
    if (this.#isOver) return Promise.reject(new Error("Janus is gone"));
    if (this.#waiting.size >= MAX_WAITING) return Promise.reject(new Error("Janus is too slow"));
    const transaction = String(++this.#serial);
    const { secret } = this.#options;
    const session = this.#id === 0 ? {} : { session_id: this.#id };
    const said = { janus, transaction, ...(secret && { apisecret: secret }), ...session, ...more };
    this.#socket.send(JSON.stringify(said));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(transaction);
        reject(new Error(`Janus: no answer to ${janus}`));
      }, TIMEOUT_MS);
      this.#waiting.set(transaction, { resolve, reject, timer, isLate: janus === "message" });
    });
  }

  #hear(text: unknown): void {
    this.#heardAt = performance.now();
    const message = messageOf(text);
    if (message === null) return this.#end(true);
    const { janus, transaction, sender } = message;
    const waiting = this.#waiting.get(String(transaction));
    if (janus === "timeout") return this.#end(true);
    if (waiting === undefined) {
      this.#listeners.get(Number(sender))?.(String(janus), pluginAnswerOf(message));
      return;
    }
    if (janus === "ack" && waiting.isLate) return;
    this.#waiting.delete(String(transaction));
    clearTimeout(waiting.timer);
    if (janus !== "error") return waiting.resolve(message);
    const { reason, code } = (message.error ?? {}) as Json;
    waiting.reject(new Error(`Janus: ${reason} (${code})`));
  }

  #end(isLost: boolean): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearInterval(this.#beat);
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(new Error("Janus is gone"));
    }
    this.#waiting.clear();
    this.#listeners.clear();
    if (!isLost) return;
    this.#socket.close();
    if (this.#isOpen) this.#options.onLost();
  }
}

/** Null for what no Janus says. */
function messageOf(text: unknown): Json | null {
  try {
    const message: unknown = JSON.parse(String(text));
    return typeof message === "object" ? message as Json | null : null;
  } catch {
    return null;
  }
}

function idOf({ data }: Json): number {
  return Number((data as Json | undefined)?.id);
}

function pluginAnswerOf({ plugindata, jsep }: Json): PluginAnswer {
  const { data = {} } = (plugindata ?? {}) as { data?: Json };
  return { data, jsep: (jsep as Jsep | undefined) ?? null };
}
