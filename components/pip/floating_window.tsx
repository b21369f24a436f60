// The call in a small window over everything else; where there is none, its largest picture.
import { type ComponentChild, render } from "preact";
import { effect } from "@preact/signals";
import { videoOf } from "../stage/tile_videos.ts";

const SIZE = { width: 360, height: 420 };

export interface FloatOptions {
  /** What the window shows. */
  content: ComponentChild;
  /** Whether the call is going on; reads signals. The window closes when it ends. */
  isRunning(): boolean;
  /** Key of the tile whose picture floats where only a picture can; null if there is none. */
  largest(): string | null;
}

/** Opens the window, or closes it if it is open. Rejects as the browser does. */
export async function toggleWindow({ content, isRunning, largest }: FloatOptions): Promise<void> {
  const api = globalThis.documentPictureInPicture;
  if (!api) return await toggleVideo(largest);
  if (api.window) return api.window.close();
  const floating = await api.requestWindow(SIZE);
  if (!isRunning()) return floating.close(); // it came after the end
  dress(floating.document);
  render(content, floating.document.body);
  const stop = effect(() => {
    if (!isRunning()) floating.close();
  });
  floating.addEventListener("pagehide", () => {
    stop();
    render(null, floating.document.body);
  }, { once: true });
}

/** The same styles, language and theme as the page it came from. */
function dress(to: Document): void {
  const { documentElement: from, title } = document;
  to.title = title;
  for (const name of ["lang", "dir", "data-theme", "class"]) {
    const value = from.getAttribute(name);
    if (value !== null) to.documentElement.setAttribute(name, value);
  }
  for (const sheet of document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")) {
    const link = to.createElement("link");
    link.rel = "stylesheet";
    link.href = sheet.href;
    to.head.append(link);
  }
}

/** The browser's own window for one picture: the large one, else the first of another person. */
async function toggleVideo(largest: FloatOptions["largest"]): Promise<void> {
  if (document.pictureInPictureElement) return await document.exitPictureInPicture();
  const key = largest();
  if (key !== null) await videoOf(key)?.requestPictureInPicture();
}
