// Full screen, where the browser has it. iPhones have it for films only.

/** Puts the element over the whole screen, or takes away whatever is there. */
export function toggleFullScreen(element: HTMLElement | null): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else element?.requestFullscreen?.().catch(() => {}); // refused: nothing happens, as before
}
