// The connection to the server: connects again by itself, and notices when nobody is at the other end.
import { signal } from "@preact/signals-core";
import type { Reply } from "../../protocol/errors.ts";
import type {
  RequestName,
  Requests,
  ServerEventName,
  ServerEventPayloads,
} from "../../protocol/events.ts";
import { PING_MS, REPLY_TIMEOUT_MS } from "../../protocol/limits.ts";
import type { Clock, Outcome, SignalingClient } from "../ports.ts";
import { attempt } from "../safe_ports.ts";
import {
  type ConnectionProblem,
  connectionProblemOf,
  shortestPause,
} from "./connection_problem.ts";
import type {
  Connect,
  SignalingSocket,
  SignalingSocketEvents,
  SocketTransport,
} from "./signaling_socket.ts";
import {
  CALM_FAILURES,
  firstTransport,
  isTimeToTell,
  nextPause,
  probeLimit,
  timeout,
} from "./retry_policy.ts";

/** The server pings; after so long without anything from it, it is asked. */
const SILENCE_MS = PING_MS + 3_000;
/** An alarm that rings so late tells of a busy page, not of a dead server. */
const LATE_MS = 250;
const MOST_ROUNDS = 4;
/** An attempt that has begun within this is not begun anew. */
const CONNECTING_MS = 700;
/** Questions without an answer make patient for so long. */
const REMEMBERED_MS = 30_000;

export interface ReconnectingClientOptions {
  connect: Connect;
  clock: Clock;
  onError?: (error: unknown) => void;
  /** Looks whether the server answers anything else. */
  reach?: Reach;
}

type Reach = () => Promise<"served" | "offline" | "unreachable">;

type State = "idle" | "waiting" | "connecting" | "up";

/** Signaling that reconnects for ever, until closed. */
export class ReconnectingClient implements SignalingClient {
  readonly connected = signal(false);
  readonly outdated = signal(false);
  readonly problem = signal<ConnectionProblem | null>(null);
  readonly #connect: Connect;
  readonly #clock: Clock;
  readonly #listeners = new Map<string, (payload: never) => void>();
  readonly #asking = new Set<(failure: "offline") => void>();
  #state: State = "idle";
  #socket: SignalingSocket | null = null;
  #transport: SocketTransport = "websocket";
  #failures = 0;
  #attemptedAt = 0;
  /** Something has changed since the attempt began: if that does not lead anywhere soon, once more. */
  #outdated = false;
  /** Takes back the alarm of the present state. */
  #cancel: () => void = () => {};
  /** Signs of life so far on this socket. */
  #signsOfLife = 0;
  #probing = false;
  /** When the last question was put, and the signs of life until then. */
  #asked = { at: 0, signs: 0 };
  /** That question has to be answered sooner than usual. */
  #pressing = false;
  /** When a question was left without an answer, newest last. */
  #unanswered: number[] = [];
  /** Smoothed round trip in milliseconds. */
  #roundTrip = 0;

  readonly #onError: (error: unknown) => void;

  readonly #reach: Reach;

  constructor({ connect, clock, ...options }: ReconnectingClientOptions) {
    const { onError = () => {}, reach = () => Promise.resolve("unreachable") } = options;
    this.#reach = reach;
    this.#onError = onError;
    this.#connect = connect;
    this.#clock = clock;
  }

  connect(): void {
    if (this.#state === "idle") this.#attempt();
  }

  close(): void {
    this.#leave("idle");
  }

  /** Something has changed: makes sure soon that the server is there, or connects at once. */
  check(): void {
    if (this.#state === "up") this.#probe();
    else if (this.#state === "waiting") this.#attempt();
    else if (this.#state === "connecting") this.#hurry();
  }

  /** Nothing comes from others. A server that is known to be away is tried at its own pace. */
  suspect(sure = false): void {
    if (this.#state !== "up") return;
    this.#probe();
    if (sure) this.#press();
  }

  /** An attempt from before the change may hang; one that has just begun gets a moment. */
  #hurry(): void {
    if (this.#outdated) return;
    this.#outdated = true;
    const socket = this.#socket;
    this.#clock.after(Math.max(0, this.#attemptedAt + CONNECTING_MS - this.#clock.steady()), () => {
      if (this.#socket === socket && this.#state === "connecting") this.#attempt();
    });
  }

  onEvent<E extends ServerEventName>(
    event: E,
    listener: (payload: ServerEventPayloads[E]) => void,
  ): () => void {
    this.#listeners.set(event, listener);
    return () => void this.#listeners.delete(event);
  }

  request<E extends RequestName>(
    event: E,
    payload: Requests[E]["payload"],
  ): Promise<Outcome<Requests[E]["reply"]>> {
    const socket = this.#socket;
    if (this.#state !== "up" || socket === null) return Promise.resolve(failed("offline"));
    const sentAt = this.#clock.steady();
    return new Promise((resolve) => {
      const end = (outcome: Outcome<Requests[E]["reply"]>) => {
        cancel();
        this.#asking.delete(lost);
        resolve(outcome);
      };
      const lost = (failure: "offline") => end(failed(failure));
      const cancel = this.#clock.after(REPLY_TIMEOUT_MS, () => end(failed("timeout")));
      this.#asking.add(lost);
      const isSent = this.#send(socket, event, payload, (reply) => {
        this.#noteRoundTrip(this.#clock.steady() - sentAt);
        end(reply as Reply<Requests[E]["reply"]>);
      });
      if (!isSent) lost("offline");
    });
  }

  send<E extends RequestName>(event: E, payload: Requests[E]["payload"]): void {
    const socket = this.#socket;
    if (this.#state === "up" && socket !== null) this.#send(socket, event, payload);
  }

  #attempt(): void {
    this.#leave("connecting");
    this.#attemptedAt = this.#clock.steady();
    this.#outdated = false;
    const transport = firstTransport(this.#transport, this.#failures);
    const events = this.#eventsOf(() => this.#socket === socket);
    const socket = attempt<SignalingSocket | null>(
      () => this.#connect(transport, events),
      null,
      this.#onError,
    );
    if (socket === null) return this.#wait(); // the browser refuses: perhaps not the next time
    this.#socket = socket;
    this.#cancel = this.#clock.after(timeout(transport, this.#failures), () => {
      if (transport === "polling") return this.#wait();
      this.#transport = "polling";
      this.#attempt();
    });
  }

  /** Whether the socket took it. */
  #send(socket: SignalingSocket, ...what: Parameters<SignalingSocket["send"]>): boolean {
    return attempt(() => (socket.send(...what), true), false, this.#onError);
  }

  /**
   * What a socket says that was given up concerns nobody. What goes wrong with one packet is told and
   * keeps no other one from being read.
   */
  #eventsOf(isCurrent: () => boolean): SignalingSocketEvents {
    return {
      onOpen: () => isCurrent() && this.#open(),
      onEnd: (word) => isCurrent() && this.#end(word),
      onOutdated: () => isCurrent() && this.#wait({ calmly: true }),
      onSign: () => isCurrent() && this.#sign(),
      onUpgrade: () => isCurrent() && (this.#transport = "websocket"),
      onEvent: (event, payload) => {
        if (!isCurrent()) return;
        const hear = () => this.#listeners.get(event)?.(payload as never);
        attempt(hear, undefined, this.#onError);
      },
    };
  }

  #open(): void {
    this.#cancel();
    this.#failures = 0;
    this.problem.value = null;
    this.#state = "up";
    this.#sign();
    this.outdated.value = false;
    attempt(() => void (this.connected.value = true), undefined, this.#onError);
  }

  /** The socket is lost, or there was none; perhaps the server said why. */
  #end(word: string | undefined): void {
    this.problem.value = connectionProblemOf(word) ?? this.problem.value;
    this.#wait();
  }

  /**
   * The next attempt comes a little later. A server of another version is asked `calmly`: it may be
   * put back, but hardly at once.
   */
  #wait({ calmly = false } = {}): void {
    if (calmly) this.#failures = Math.max(this.#failures, CALM_FAILURES);
    this.outdated.value = calmly;
    if (calmly) this.problem.value = null;
    const random = () => this.#clock.random();
    const pause = Math.max(
      nextPause(this.#failures++, random),
      shortestPause(this.problem.value, random),
    );
    if (!calmly && isTimeToTell(this.#failures)) void this.#tellTrouble();
    this.#leave("waiting");
    this.#cancel = this.#clock.after(pause, () => this.#attempt());
  }

  /** Looks whether the server answers at all, so that people read whose trouble it is. */
  async #tellTrouble(): Promise<void> {
    const reach = await this.#reach();
    const { value: known } = this.problem;
    if (this.#state === "up" || this.#state === "idle") return;
    if (reach !== "served") this.problem.value = { kind: reach };
    else if (known === null || known.kind === "offline" || known.kind === "unreachable") {
      this.problem.value = { kind: "blocked" };
    }
  }

  /** Ends whatever there is. */
  #leave(next: State): void {
    this.#cancel();
    this.#state = next;
    const socket = this.#socket;
    this.#socket = null;
    attempt(() => socket?.drop(), undefined, this.#onError);
    this.#probing = false;
    this.#pressing = false;
    for (const lose of [...this.#asking]) lose("offline");
    attempt(() => void (this.connected.value = false), undefined, this.#onError);
  }

  #sign(): void {
    this.#signsOfLife++;
    if (this.#state !== "up") return;
    this.#cancel();
    this.#cancel = this.#clock.after(SILENCE_MS, () => this.#probe());
  }

  #probe(): void {
    const socket = this.#socket;
    if (this.#probing || socket === null) return;
    this.#probing = true;
    const before = this.#signsOfLife;
    this.#asked = { at: this.#clock.steady(), signs: before };
    const limit = this.#timeout();
    this.#send(socket, "echo:send", { text: "" }, () => {});
    let round = 0;
    const look = () => {
      const due = this.#clock.steady() + limit;
      this.#clock.after(limit, () => {
        if (this.#socket !== socket) return;
        const late = this.#clock.steady() - due > LATE_MS;
        if (this.#signsOfLife > before) this.#probing = false;
        else if (late && ++round < MOST_ROUNDS) look();
        else this.#giveUp(); // nobody is there, or the connection leads nowhere any more
      });
    };
    look();
  }

  /** Two silences tell more than one: what was asked has to be answered sooner. */
  #press(): void {
    if (this.#pressing) return;
    this.#pressing = true;
    const socket = this.#socket;
    const { at, signs } = this.#asked;
    const due = Math.max(this.#clock.steady(), at + this.#timeout({ sure: true }));
    this.#clock.after(due - this.#clock.steady(), () => {
      if (this.#socket !== socket) return;
      this.#pressing = false;
      const late = this.#clock.steady() - due > LATE_MS;
      if (this.#signsOfLife === signs && !late) this.#giveUp();
    });
  }

  #giveUp(): void {
    this.#unanswered.push(this.#clock.steady());
    this.#attempt();
  }

  #timeout({ sure = false } = {}): number {
    const now = this.#clock.steady();
    this.#unanswered = this.#unanswered.filter((at) => now - at < REMEMBERED_MS);
    return probeLimit({ roundTrip: this.#roundTrip, unanswered: this.#unanswered.length, sure });
  }

  #noteRoundTrip(ms: number): void {
    this.#roundTrip = this.#roundTrip === 0 ? ms : 0.8 * this.#roundTrip + 0.2 * ms;
  }
}

function failed<T>(error: "offline" | "timeout"): Outcome<T> {
  return { ok: false, error };
}
