// A switch that does what its label said when the finger came down, whatever changed meanwhile.
import { useEffect, useRef } from "preact/hooks";
import { Intent, LAST_PRESS } from "./press_intent.ts";

interface Options {
  /** What stood in the switch's place before it, where that was the same switch in another form. */
  was?: boolean | undefined;
  /** Whether it shows that the person has to wait. */
  busy?: boolean;
  /** How long a change that nobody here asked for is not taken as read, in milliseconds. */
  reaction?: number | undefined;
}

interface Handlers {
  onPointerDown(event: PointerEvent): void;
  onKeyDown(event: KeyboardEvent): void;
}

/**
 * The handlers of a switch, and `wanted`, which says for its click what it asks for; null: nothing,
 * the click belongs to what stood there before.
 */
export function useIntent(
  on: boolean,
  { was = on, reaction, busy = false }: Options = {},
): { handlers: Handlers; wanted(event: UIEvent): boolean | null } {
  const now = performance.now();
  const kept = useRef<{ intent: Intent; seen: boolean | undefined } | null>(null);
  kept.current ??= {
    intent: new Intent(was, { now, last: LAST_PRESS, reaction }),
    seen: undefined,
  };
  const state = kept.current;
  const { intent } = state;
  intent.show(on, now, { paintedAt: Infinity, busy });
  useEffect(() => intent.painted(performance.now()), [on]);
  // The event's own time: a busy page handles it later. The floating window has another clock.
  const come = ({ timeStamp, view, isTrusted }: UIEvent) => {
    const age = (view ?? globalThis).performance.now() - timeStamp;
    state.seen = intent.read(performance.now() - age, isTrusted);
  };
  return {
    handlers: {
      onPointerDown: come,
      onKeyDown: (event) => {
        if (!event.repeat && (event.key === "Enter" || event.key === " ")) come(event);
      },
    },
    wanted({ isTrusted: trusted, detail: clicks }) {
      const seen = trusted ? state.seen : undefined;
      state.seen = undefined;
      return intent.press(performance.now(), { trusted, clicks, seen });
    },
  };
}
