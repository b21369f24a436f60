// The screen of the call is made while the lobby has nothing else to do: a join then only shows it.
import { type Signal, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Call } from "@/call/mod.ts";

/** A page that is never idle makes it after this, in milliseconds. */
const LATEST_MS = 3_000;

/** The lobby had time to make it. */
const isAhead: Signal<boolean> = signal(false);

/** Makes the call's screen as soon as the page is idle. */
export function useScreenAhead(): void {
  useEffect(() => whenIdle(() => isAhead.value = true), []);
}

/**
 * Whether the call's screen is in the page: in a call, and before it where there was time. Until the
 * call begins it is laid out but hidden, out of reach of eyes, keys and screen readers.
 */
export function hasCallScreen({ membership: { phase } }: Pick<Call, "membership">): boolean {
  return phase.value === "call" ||
    isAhead.value && ["lobby", "joining", "waiting"].includes(phase.value);
}

/** Gives what takes it back. Safari cannot tell when it is idle. */
function whenIdle(run: () => void): () => void {
  if (!("requestIdleCallback" in globalThis)) {
    const timer = setTimeout(run, LATEST_MS);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(run, { timeout: LATEST_MS });
  return () => cancelIdleCallback(handle);
}
