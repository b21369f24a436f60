// A call over the life of its page: closed, reloaded, copied, kept and revived, frozen and woken.
import type { ReadonlySignal } from "@preact/signals-core";
import type { SavedState } from "../saved_state.ts";
import type { Ports } from "../ports.ts";
import { Scope } from "../scope.ts";
import type { Phase } from "./membership_state.ts";

/** A reload takes seconds. By then the others have waited long enough, in milliseconds. */
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

/** Says to the server when the page is away, and whether a page may go straight back into a call. */
export class PageLifecycle {
  readonly #options: PageLifecycleOptions;
  readonly #scope = new Scope();
  /** The server was told that this page is away, perhaps for a moment. */
  #isAway = false;

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
   * True for a reload of the page that was in the call until just now, and once. A duplicated tab, a
   * restored session, a tab that the browser threw away, a way back in the history: what they
   * remember is a copy, or long past, and they ask.
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

  /** Leaves word to the page that a reload would make. */
  noteClosing(): void {
    const { savedState, room, ports } = this.#options;
    savedState.noteClosing(room, ports.clock.now());
  }

  /** Only a reload can come back, and it does so within seconds. */
  #onClosing(): void {
    const { value: phase } = this.#options.phase;
    if (phase === "call" || phase === "joining") this.noteClosing();
    if (phase === "call") this.#setAway();
  }

  #setAway(): void {
    this.#isAway = true;
    void this.#options.ports.signaling.request("room:leave", { mayReturn: true });
  }

  /** The browser kept the page while another one was shown: it is not back in a call by itself. */
  #onRevived(): void {
    const { phase, end } = this.#options;
    if (["joining", "waiting", "call"].includes(phase.value)) end();
  }

  /** The browser stops the page: it hears and says nothing any more, whatever its media do. */
  #onFrozen(): void {
    if (this.#options.phase.value === "call") this.#setAway();
  }

  #onAwake(): void {
    const { ports: { signaling }, phase, enter } = this.#options;
    signaling.check();
    if (!this.#isAway || phase.value !== "call") return;
    if (signaling.connected.value) enter(); // else as soon as it is
  }
}
