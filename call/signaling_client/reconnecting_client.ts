// The connection to the server: connects again by itself, and notices when nobody is at the other end.
import { signal } from "@preact/signals-core";
import type { Reply } from "../../protocol/errors.ts";
import type {
  RequestName,
  Requests,
  ServerEventName,
  ServerEventPayloads,
} from "../../protocol/events.ts";
import { REPLY_TIMEOUT_MS } from "../../protocol/limits.ts";
import type { Clock, Outcome, SignalingClient } from "../ports.ts";
import { attempt } from "../safe_ports.ts";
import { type ConnectionProblem, connectionProblemOf } from "./connection_problem.ts";
import type {
  Connect,
  Reach,
  SignalingSocket,
  SignalingSocketEvents,
  SocketTransport,
} from "./signaling_socket.ts";
import {
  CALM_FAILURES,
  firstTransport,
  isTimeToTell,
  pauseAfter,
  timeout,
  usualAfter,
} from "./retry_policy.ts";
import { ServerProbe } from "./server_probe.ts";

/** An attempt that has begun within this is not begun anew. */
const CONNECTING_MS = 700;

export interface ReconnectingClientOptions {
  connect: Connect;
  clock: Clock;
  onError?: (error: unknown) => void;
  /** Looks whether the server answers anything else. */
  reach?: Reach;
}

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
  readonly #probe: ServerProbe;
  readonly #onError: (error: unknown) => void;
  readonly #reach: Reach;

  constructor({ connect, clock, ...options }: ReconnectingClientOptions) {
    const { onError = () => {}, reach = () => Promise.resolve("unreachable") } = options;
    this.#reach = reach;
    this.#onError = onError;
    this.#connect = connect;
    this.#clock = clock;
    this.#probe = new ServerProbe({
      clock,
      ask: () =>
        this.#socket !== null && this.#send(this.#socket, "echo:send", { text: "" }, () => {}),
      onDead: () => this.#attempt(),
    });
  }

  connect(): void {
    if (this.#state === "idle") this.#attempt();
  }

  close(): void {
    this.#leave("idle");
  }

  /** Something has changed: makes sure soon that the server is there, or connects at once. */
  check(): void {
    if (this.#state === "up") this.#probe.ask();
    else if (this.#state === "waiting") this.#attempt();
    else if (this.#state === "connecting") this.#hurry();
  }

  /** Nothing comes from others. A server that is known to be away is tried at its own pace. */
  suspect(sure = false): void {
    if (this.#state !== "up") return;
    this.#probe.ask();
    if (sure) this.#probe.press();
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
        this.#probe.noteRoundTrip(this.#clock.steady() - sentAt);
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
      onSign: () => isCurrent() && this.#probe.noteSign(),
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
    this.#probe.begin();
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
    const upFor = this.#state === "up" ? this.#clock.steady() - this.#attemptedAt : 0;
    this.#transport = usualAfter(this.#transport, upFor);
    if (calmly) this.#failures = Math.max(this.#failures, CALM_FAILURES);
    this.outdated.value = calmly;
    if (calmly) this.problem.value = null;
    const pause = pauseAfter(this.#failures++, this.problem.value, () => this.#clock.random());
    if (!calmly && isTimeToTell(this.#failures)) void this.#tellTrouble();
    this.#leave("waiting");
    this.#cancel = this.#clock.after(pause, () => this.#attempt());
  }

  /** Looks whether the server answers at all, so that people read whose trouble it is. */
  async #tellTrouble(): Promise<void> {
    const reach = await this.#reach();
    const { value: known } = this.problem;
    if (this.#state === "up" || this.#state === "idle") return;
    const isOld = known === null || known.kind === "offline" || known.kind === "unreachable";
    if (reach !== "served") this.problem.value = { kind: reach };
    else if (isOld) this.problem.value = { kind: "blocked" };
  }

  /** Ends whatever there is. */
  #leave(next: State): void {
    this.#cancel();
    this.#state = next;
    const socket = this.#socket;
    this.#socket = null;
    attempt(() => socket?.drop(), undefined, this.#onError);
    this.#probe.reset();
    for (const lose of [...this.#asking]) lose("offline");
    attempt(() => void (this.connected.value = false), undefined, this.#onError);
  }
}

function failed<T>(error: "offline" | "timeout"): Outcome<T> {
  return { ok: false, error };
}
