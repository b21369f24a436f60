// Calls into the browser that may be missing, or throw, where the page goes on all the same.

/** Closes an open popover; one that is closed, gone or unknown to the browser stays as it is. */
export function closePopover(element: HTMLElement | null | undefined): void {
  try {
    element?.hidePopover();
  } catch {
    // It is not shown any more.
  }
}

/** Opens a popover, where the browser has any. */
export function openPopover(element: HTMLElement | null | undefined): void {
  try {
    element?.showPopover();
  } catch {
    // It is open, or not in the page.
  }
}

/** Opens a popover that is closed, and closes one that is open. */
export function togglePopover(element: HTMLElement | null | undefined): void {
  try {
    element?.togglePopover();
  } catch {
    // It is not in the page, or no popover to this browser.
  }
}

/** Opens a modal dialog; where the browser cannot, at least as one that is shown over the page. */
export function openDialog(dialog: HTMLDialogElement | null): void {
  try {
    dialog?.showModal();
  } catch {
    dialog?.setAttribute("open", "");
  }
}

/** Closes a dialog that is open. */
export function closeDialog(dialog: HTMLDialogElement | null): void {
  try {
    dialog?.close();
  } catch {
    dialog?.removeAttribute("open");
  }
}

/** Asks the browser for something that it may refuse, at once or later: then nothing happens. */
export async function tryTo(run: () => unknown): Promise<void> {
  try {
    await run();
  } catch {
    // as before
  }
}

/** Whether it can be seen; yes, where the browser cannot tell. */
export function isSeen(element: Element): boolean {
  try {
    return element.checkVisibility();
  } catch {
    return true;
  }
}

/** Whether a dialog or a menu is open. `:is()` overlooks what is no selector to this browser. */
export function isCovered(): boolean {
  return document.querySelector(":is(dialog[open], .menu:popover-open)") !== null;
}

/** Lets a finger or mouse be followed beyond the element, as long as it is still down. */
export function capturePointer({ currentTarget, pointerId }: PointerEvent): void {
  try {
    (currentTarget as Element).setPointerCapture(pointerId);
  } catch {
    // It was lifted already.
  }
}
