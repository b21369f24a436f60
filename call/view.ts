// How other parts of a call see one of its parts.
import type { ReadonlySignal, Signal } from "@preact/signals-core";

/** The same object, whose signals can be read and not written. */
export type View<T> = {
  readonly [K in keyof T]: T[K] extends Signal<infer V> ? ReadonlySignal<V> : T[K];
};
