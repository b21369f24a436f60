// What opens and closes beside the rest of the page takes the focus with it; here it comes back.
import { useLayoutEffect, useRef } from "preact/hooks";

/** While it is open keeps in mind where the focus was before; only in a browser. */
export function useFocusBack(isOpen: boolean): void {
  const before = useRef<Element | null>(null);
  // While rendering: what opens takes the focus as soon as it is in the page.
  if (isOpen) before.current ??= document.activeElement;
  useLayoutEffect(() => {
    if (isOpen) return;
    const { current: back } = before;
    before.current = null;
    const isLost = document.activeElement === document.body;
    if (isLost && back instanceof HTMLElement && back.isConnected) back.focus();
  }, [isOpen]);
}
