// Waits for a TURN server that was out of reach: connections gathered without it and never ask again.
import type { IceServer } from "../../../protocol/signals.ts";
import type { Clock } from "../../ports.ts";
import type { PeerLike, Rtc } from "../../rtc_ports.ts";

/** How often it is looked whether a connection lacks a relay, and whether there is one by now. */
const LOOK_MS = 1_000;
/** A relay that is there answers within this, in milliseconds; one that is not may say so sooner. */
const ANSWER_MS = 4_000;
/** After so many questions in vain each one waits for longer, in milliseconds. */
const EAGER_QUESTIONS = 60;
const CALM_MS = 5_000;

export interface RelayWatchOptions {
  rtc: Pick<Rtc, "makePeer">;
  clock: Pick<Clock, "after">;
  ice: () => readonly IceServer[];
  /** Whether a connection that is not up has gathered its candidates without a relay. */
  isLacking: () => boolean;
  /** Whether there is anything to look after: a connection that is not up, and a server to agree over. */
  isNeeded: () => boolean;
  /** A relay answers. */
  onFound(): void;
  onError(error: unknown): void;
}

/**
 * Runs from `start()` until every connection is up. While one lacks a relay, asks the TURN servers
 * once a second with a connection of its own that leads nowhere; one such question at a time.
 */
export class RelayWatch {
  readonly #options: RelayWatchOptions;
  #cancel: (() => void) | null = null;
  #questions = 0;
  #asking: PeerLike | null = null;

  constructor(options: RelayWatchOptions) {
    this.#options = options;
  }

  /** A connection is not up. */
  start(): void {
    this.#cancel ??= this.#options.clock.after(LOOK_MS, () => this.#look());
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#questions = 0;
    this.#end();
  }

  #look(): void {
    const { ice, isNeeded, isLacking } = this.#options;
    this.#cancel = null;
    if (!isNeeded()) return this.stop();
    if (this.#asking === null && relaysOf(ice()).length > 0 && isLacking()) this.#ask();
    const pause = this.#questions < EAGER_QUESTIONS ? LOOK_MS : CALM_MS;
    this.#cancel = this.#options.clock.after(pause, () => this.#look());
  }

  #ask(): void {
    const { rtc, clock, ice, onError } = this.#options;
    this.#questions++;
    try {
      const pc = rtc.makePeer(ice(), { relayOnly: true });
      this.#asking = pc;
      const silent = new Set(relaysOf(ice()));
      pc.onicecandidate = ({ candidate }) => candidate && this.#hear(pc, true);
      pc.onicecandidateerror = ({ url }) => {
        if (silent.delete(url) && silent.size === 0) this.#hear(pc, false);
      };
      clock.after(ANSWER_MS, () => this.#hear(pc, false));
      pc.createDataChannel("relay");
      pc.setLocalDescription().catch(() => this.#hear(pc, false)); // it was closed meanwhile
    } catch (error) {
      onError(error); // the browser has no more connections just now
      this.#end();
    }
  }

  #hear(pc: PeerLike, found: boolean): void {
    if (pc !== this.#asking) return;
    this.#end();
    const { isLacking, onFound } = this.#options;
    if (found && isLacking()) onFound();
  }

  #end(): void {
    this.#asking?.close();
    this.#asking = null;
  }
}

/** The addresses of those that relay (RFC 7065). */
function relaysOf(servers: readonly IceServer[]): string[] {
  return servers.flatMap(({ urls }) => urls.filter((url) => /^turns?:/i.test(url)));
}
