// The switches that keys turn: a key means what the screen showed when it was pressed.
import { effect } from "@preact/signals";
import type { Call } from "@/call/mod.ts";
import { Intent, LAST_PRESS } from "@/components/base/press_intent.ts";

const NAMES = ["mic", "camera", "screen", "hand"] as const;

/** What has a key and is changed by others and by the browser, too. */
export type SwitchName = typeof NAMES[number];

/** Watches what is on, so that a key pressed as it changes is not read as its opposite. */
export class Switches {
  #call: Call;
  #intents: Record<SwitchName, Intent>;
  #stop: () => void;

  constructor(call: Call) {
    this.#call = call;
    const { mic, camera, screen, hand } = stateOf(call);
    const made = (on: boolean) => new Intent(on, { now: performance.now(), last: LAST_PRESS });
    this.#intents = {
      mic: made(mic),
      camera: made(camera),
      screen: made(screen),
      hand: made(hand),
    };
    this.#stop = effect(() => {
      const state = stateOf(call);
      const opening: { [name in SwitchName]?: boolean } = call.media.opening.value;
      for (const name of NAMES) {
        this.#intents[name].show(state[name], performance.now(), { busy: opening[name] ?? false });
      }
    });
  }

  press(name: SwitchName): void {
    const on = this.#intents[name].press(performance.now(), { trusted: true });
    if (on === null) return;
    const { media, notifications, presence } = this.#call;
    if (name === "hand") notifications.tellFailure(presence.setHand(on));
    else if (name === "screen") void media.toggleScreen(on);
    else void media.toggle(name, on);
  }

  /** What changes now is the person's own doing: the space bar, for as long as it is held. */
  noteOwn(): void {
    LAST_PRESS.at = performance.now();
  }

  close(): void {
    this.#stop();
  }
}

function stateOf({ media, membership }: Call): Record<SwitchName, boolean> {
  const { mic, camera, screen } = media.flags.value;
  return { mic, camera, screen, hand: (membership.me.value?.hand ?? null) !== null };
}
