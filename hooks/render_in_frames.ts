// Draws what has changed in the next frame, however often it changes until then: whatever others wait
// for (a request, an answer to an offer) is sent before.
import { options } from "preact";

/** A frame that does not come is not waited for longer, in milliseconds: the window may be covered. */
const LATEST_MS = 100;
/** Nothing is held back for longer, in milliseconds. */
const HELD_MS = 300;

/**
 * For the whole page. While `isHeld` says that others wait for this page a frame goes by, though not
 * many. A page that nobody sees has no frames: it draws in a task of its own.
 */
export function renderInFrames(isHeld: () => boolean): void {
  options.debounceRendering = (render) => {
    const askedAt = performance.now();
    const draw = () => {
      if (isHeld() && performance.now() - askedAt < HELD_MS) nextFrame(draw);
      else render();
    };
    nextFrame(draw);
  };
}

function nextFrame(run: () => void): void {
  if (document.hidden) return void setTimeout(run);
  const once = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    run();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, LATEST_MS);
}
