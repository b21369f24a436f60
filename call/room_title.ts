// What this room is called: its host's title, opened with the room's key, or the words of its name.
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import { cleanTitle, readableRoom, SEALED_TITLE } from "../protocol/titles.ts";
import type { MembershipState } from "./membership/membership_state.ts";
import type { Failure, Secrets, SignalingClient } from "./ports.ts";
import { Scope } from "./scope.ts";
import type { View } from "./view.ts";
import { openTitle, sealTitle } from "./e2ee/title_encryption.ts";

export interface RoomTitleOptions {
  room: string;
  membership: View<MembershipState>;
  signaling: SignalingClient;
  secrets: Secrets;
  /** The room's key, if there is one. */
  key: () => string | null;
  onError(error: unknown): void;
}

/** Follows the title as the server tells it: to the lobby with the number, inside with the rules. */
export class RoomTitle {
  readonly #options: RoomTitleOptions;
  readonly #scope = new Scope();
  readonly #given = signal<string | null>(null);
  /** The host's title; null for none, and where it cannot be read. */
  readonly given: ReadonlySignal<string | null> = this.#given;
  /** What to call the room. */
  readonly shown: ReadonlySignal<string>;

  constructor(options: RoomTitleOptions) {
    this.#options = options;
    const { room, membership } = options;
    this.shown = computed(() => this.#given.value ?? readableRoom(room));
    const { rules, watched } = membership;
    const received = computed(() => (rules.value ?? watched.value)?.title ?? null);
    this.#scope.effect(() => this.#take(received.value, options.key()));
  }

  dispose(): void {
    this.#scope.dispose();
  }

  /** Sets the title of the room; a blank one removes it. Answers why that failed, or null. */
  async set(typed: string): Promise<Failure | null> {
    const { signaling, key: keyOf, room, secrets, onError } = this.#options;
    const title = cleanTitle(typed);
    const key = keyOf();
    try {
      const sealed = title === null || key === null
        ? title
        : await sealTitle(title, { secrets, room, key });
      if (title !== null && sealed === null) return "not-allowed";
      const outcome = await signaling.request("room:title", { title: sealed });
      return outcome.ok ? null : outcome.error;
    } catch (error) {
      onError(error);
      return "internal";
    }
  }

  /** Counts titles and keys: the answer for an earlier one changes nothing. */
  #turn = 0;

  #take(received: string | null, key: string | null): void {
    const { room, secrets, onError } = this.#options;
    const turn = ++this.#turn;
    if (received === null || !received.startsWith(SEALED_TITLE)) {
      // In a room with a key what is not sealed is not its host's: the server could have made it up.
      this.#given.value = received !== null && key === null ? cleanTitle(received) : null;
      return;
    }
    if (key === null) return void (this.#given.value = null);
    openTitle(received, { secrets, room, key }).then((title) => {
      if (this.#turn === turn) this.#given.value = title === null ? null : cleanTitle(title);
    }).catch(onError);
  }
}
