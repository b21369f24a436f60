// Whether this browser can let the call float over other windows.

declare global {
  // W3C picture-in-picture for documents; the library of types does not have it yet.
  var documentPictureInPicture: {
    requestWindow(options: { width: number; height: number }): Promise<Window>;
    window: Window | null;
  } | undefined;
}

/** A whole small window, or at least one picture. */
export function canFloat(): boolean {
  return globalThis.documentPictureInPicture !== undefined || document.pictureInPictureEnabled;
}
