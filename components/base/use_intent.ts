// A switch that does what its label said when the finger came down, whatever changed meanwhile.
import { useRef } from "preact/hooks";
import { Intent, LAST_PRESS } from "./intent.ts";

interface Options {
  /** What stood in the switch's place before it, where that was the same switch in another form. */
  was?: boolean | undefined;
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
  { was = on, reaction }: Options = {},
): { handlers: Handlers; wanted(event: UIEvent): boolean | null } {
  const now = performance.now();
  const kept = useRef<{ intent: Intent; seen: boolean | null } | null>(null);
  kept.current ??= {
    intent: new Intent(was, {
      now,
      last: LAST_PRESS,
      ...(reaction === undefined ? {} : { reaction }),
    }),
    seen: null,
  };
  const state = kept.current;
  const { intent } = state;
  intent.show(on, now);
  const come = (event: UIEvent) => state.seen = intent.read(performance.now(), event.isTrusted);
  return {
    handlers: {
      onPointerDown: come,
      onKeyDown: (event) => {
        if (!event.repeat && (event.key === "Enter" || event.key === " ")) come(event);
      },
    },
    wanted({ isTrusted: trusted, detail: clicks }) {
      const { seen } = state;
      state.seen = null;
      const before = trusted && seen !== null ? { seen } : {};
      return intent.press(performance.now(), { trusted, clicks, ...before });
    },
  };
}
