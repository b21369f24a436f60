// Presses that nobody meant: the second half of a double click on whatever came under the mouse meanwhile,
// and a key that is still down on the button that took the place of the pressed one.

/** What can be pressed. */
const CONTROL = "button, a, summary, input, select, label, [role=button]";

/** What is known of a click (`detail` of 2 is the second half of a double click), and where it went. */
export interface Click {
  trusted: boolean;
  detail: number;
  control: object | null;
}

/** Follows the clicks of one page. */
export class PressGuard {
  #last: object | null = null;

  /** Whether the person meant it: what is new under a second half was never read. */
  isMeant({ trusted, detail, control }: Click): boolean {
    const isSecondHalf = trusted && detail > 1 && control !== this.#last;
    this.#last = control;
    return !isSecondHalf;
  }
}

const guarded = new WeakSet<Document>();

/** Keeps such presses from everything in this document; once is enough. */
export function guardPresses(page: Document): void {
  if (guarded.has(page)) return;
  guarded.add(page);
  const guard = new PressGuard();
  const controlAt = ({ target }: Event) => {
    const control = target instanceof Element ? target.closest(CONTROL) : null;
    // The browser lets a press on a label be one on what it labels.
    return control instanceof HTMLLabelElement ? control.control ?? control : control;
  };
  page.addEventListener("click", (event) => {
    const { isTrusted: trusted, detail } = event;
    const control = controlAt(event);
    if (!guard.isMeant({ trusted, detail, control }) && control !== null) refuse(event);
  }, true);
  page.addEventListener("keydown", (event) => {
    const control = controlAt(event);
    if (event.repeat && event.key === "Enter" && control?.matches("button, a, summary")) {
      refuse(event);
    }
  }, true);
}

function refuse(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
