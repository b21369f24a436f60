// Joins a component, which takes values and intents, to the call, which has them.
import type { ComponentType } from "preact";
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";

/** What an island hands to a component that is bound to the call. */
export interface OfCall {
  call: Call;
  t: T;
}

/**
 * The component as one of the call. `propsOf` runs at every rendering, and the signals that it reads
 * render again; it may use hooks.
 */
export function bound<P extends object>(
  Component: ComponentType<P>,
  propsOf: (call: Call, t: T) => P,
): ComponentType<OfCall> {
  return function Bound({ call, t }) {
    return <Component {...propsOf(call, t)} />;
  };
}
