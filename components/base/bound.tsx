// Joins a component, which takes values and intents, to the call, which has them.
import type { ComponentType } from "preact";
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";

/** What an island hands to a component that is bound to the call, or to the lobby before it. */
export interface OfCall<C = Call> {
  call: C;
  t: T;
}

/**
 * The component as one of the call; `given` is what its user hands over beside the call. `propsOf`
 * runs at every rendering, and the signals that it reads render again; it may use hooks.
 */
export function bound<P extends object, Given extends object = object, C = Call>(
  Component: ComponentType<P>,
  propsOf: (call: C, t: T, given: Given) => P,
): ComponentType<OfCall<C> & Given> {
  return function Bound(given) {
    return <Component {...propsOf(given.call, given.t, given)} />;
  };
}
