// The text of a field that the server rendered: what was typed before the page woke up counts.
import { type Signal, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

interface Typed {
  text: Signal<string>;
  field: RefObject<HTMLInputElement>;
}

/** State and element of a text field. On a slow line people type before any script has come. */
export function useTyped(initial: string): Typed {
  const text = useSignal(initial);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (field.current) text.value = field.current.value;
  }, []);
  return { text, field };
}
