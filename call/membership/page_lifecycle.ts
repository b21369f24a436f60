// The page of a call is closed, reloaded, copied, restored from the cache, frozen and resumed.
import type { ReadonlySignal } from "@preact/signals-core";
import type { SavedState } from "../saved_state.ts";
import type { Ports } from "../ports.ts";
import { Scope } from "../scope.ts";
import type { Phase } from "./membership_state.ts";

/** A reload takes less than this, in milliseconds; after it a page asks before it joins. */
const RELOAD_MS = 15_000;

export interface PageLifecycleOptions {
  ports: Pick<Ports, "page" | "clock" | "signaling">;
  savedState: SavedState;
  room: string;
  phase: ReadonlySignal<Phase>;
  /** Takes the seat in the call again. */
  enter(): void;
  /** Ends the visit. */
  end(): void;
}

/** Tells the server when the page goes away, and decides whether a page rejoins without asking. */
export class PageLifecycle {
  readonly #options: PageLifecycleOptions;
  readonly #scope = new Scope();
  /** This page has told the server that it is away, perhaps for a moment. */
  #isAway = false;
  /** It has dropped its socket, because the browser froze it. */
  #isFrozen = false;

  constructor(options: PageLifecycleOptions) {
    this.#options = options;
    const { page } = options.ports;
    this.#scope.add(
      page.onClosing(() => this.#onClosing()),
      page.onRevived(() => this.#onRevived()),
      page.onFrozen(() => this.#onFrozen()),
      page.onAwake(() => this.#onAwake()),
    );
  }

  dispose(): void {
    this.#scope.dispose();
  }

  /**
   * True, once, for a reload of the page that was in the call until just now. A duplicated tab, a
   * restored window, a tab that the browser discarded, a page out of the history: what they remember
   * is a copy, or too old, and they ask.
   */
  isReloaded(): boolean {
    const { savedState, room, ports: { page, clock } } = this.#options;
    const closedAt = savedState.takeClosing(room);
    if (closedAt === null || !page.isReload || savedState.seat(room) === null) return false;
    const now = clock.now(); // between two pages there is no clock but the date
    return now >= closedAt && now < closedAt + RELOAD_MS;
  }

  /** The page is in the call (again). */
  back(): void {
    this.#isAway = false;
  }

  /** Leaves a note for the page that a reload would make. */
  noteClosing(): void {
    const { savedState, room, ports } = this.#options;
    savedState.noteClosing(room, ports.clock.now());
  }

  /** Only a reload can come back, and it does so within seconds. */
  #onClosing(): void {
    const { value: phase } = this.#options.phase;
    if (phase === "call" || phase === "joining") this.noteClosing();
    if (phase !== "call") return;
    this.#isAway = true;
    void this.#options.ports.signaling.request("room:leave", { mayReturn: true });
  }

  /** The browser shows the page again out of its cache: it does not rejoin by itself. */
  #onRevived(): void {
    const { phase, end } = this.#options;
    if (["joining", "waiting", "call"].includes(phase.value)) end();
  }

  /**
   * The browser freezes the page: it can answer no server any more. The others see that at once, and
   * keep the place as for any socket that is lost; for longer while its media still arrive.
   */
  #onFrozen(): void {
    if (this.#options.phase.value !== "call") return;
    this.#isFrozen = true;
    this.#options.ports.signaling.close();
  }

  #onAwake(): void {
    const { ports: { signaling }, phase, enter } = this.#options;
    if (this.#isFrozen) signaling.connect();
    else signaling.check();
    this.#isFrozen = false;
    if (!this.#isAway || phase.value !== "call") return;
    if (signaling.connected.value) enter(); // else as soon as it is
  }
}
