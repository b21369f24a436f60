// The call in a small window over everything else; where there is none, its largest picture.
import { render } from "preact";
import { effect } from "@preact/signals";
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { videoOf } from "../stage/tile_videos.ts";
import { FloatWindow } from "./FloatWindow.tsx";

const SIZE = { width: 360, height: 420 };

/** Opens the window, or closes it if it is open. Rejects as the browser does. */
export async function toggleFloat(call: Call, t: T): Promise<void> {
  const api = globalThis.documentPictureInPicture;
  if (!api) return await toggleVideo(call);
  if (api.window) return api.window.close();
  const floating = await api.requestWindow(SIZE);
  if (call.membership.phase.value !== "call") return floating.close(); // it came after the end
  dress(floating.document);
  render(<FloatWindow call={call} t={t} />, floating.document.body);
  const stop = effect(() => {
    if (call.membership.phase.value !== "call") floating.close();
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
async function toggleVideo({ layout }: Call): Promise<void> {
  if (document.pictureInPictureElement) return await document.exitPictureInPicture();
  const { main } = layout.layout.value;
  const shown = layout.tiles.value.filter(({ video }) => video !== null);
  const tile = shown.find(({ key, self }) => key === main || !self);
  if (tile) await videoOf(tile.key)?.requestPictureInPicture();
}
