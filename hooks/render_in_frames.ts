// While a page negotiates, it draws what has changed a little later: what others wait for (a request, an
// answer to an offer) is sent before.
import { options } from "preact";

/** A frame that does not come is not waited for longer, in milliseconds: the window may be covered. */
const LATEST_MS = 100;
/** So long the page holds back what it draws while others wait for it, in milliseconds, and then no more. */
const HELD_MS = 300;

/** When a page draws later than at once. */
export interface RenderTiming {
  /** Others wait for this page: frames go by, though not many, however long they wait. */
  isHeld(): boolean;
  /** What a press has set off is about to be sent: the next frame is soon enough. */
  isSending(): boolean;
}

/**
 * For the whole page. At all other times Preact draws at once, as fields need it in which somebody
 * types; and so does a page that nobody sees, which has no frames.
 */
export function renderInFrames({ isHeld, isSending }: RenderTiming): void {
  let heldSince: number | null = null;
  const holds = () => {
    if (!isHeld()) heldSince = null;
    else heldSince ??= performance.now();
    return heldSince !== null && performance.now() - heldSince < HELD_MS;
  };
  options.debounceRendering = (render) => {
    if (document.hidden) return queueMicrotask(render);
    if (!holds()) return isSending() ? nextFrame(render) : queueMicrotask(render);
    const draw = () => holds() ? nextFrame(draw) : render();
    nextFrame(draw);
  };
}

function nextFrame(run: () => void): void {
  const once = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    run();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, LATEST_MS);
}
