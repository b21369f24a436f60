// The browser's boot module: hydrates each island of the page, alone, where the server left it.
import { type ComponentType, h, hydrate, type VNode } from "preact";
import { decodeProps } from "../props.ts";
import { hooks } from "../runtime_hooks.ts";
import { RangeRoot } from "./range_root.ts";

/** How to load each file of islands of the app. */
export type Islands = Record<string, () => Promise<Record<string, ComponentType>>>;

interface PageState {
  islands: [name: string, exported: string, props: Record<string, unknown>][];
  assets: Record<string, string>;
}

/** Hydrates the page's islands. One that fails is reported and leaves the others alone. */
export async function boot(islands: Islands): Promise<void> {
  const text = document.getElementById("__FRSH_STATE")?.textContent;
  if (!text) return;
  const state = JSON.parse(text) as PageState;
  hooks.asset = (path) => state.assets[path] ?? path;
  for (const { index, start, end } of findRanges()) {
    const [name, exported, props] = state.islands[index]!;
    try {
      // One after the other: WebKit gives out a module that still awaits something to whoever asks
      // second, before it has run (bug 242740). Files are preloaded: only running waits.
      const { [exported]: component } = await islands[name]!();
      await turn();
      const vnode = h(component!, decodeProps(props) as object);
      // useId() counts within this, as it did on the server.
      (vnode as VNode & { __m?: [number, number] }).__m = [index + 1, 0];
      hydrate(vnode, new RangeRoot(start, end));
    } catch (error) {
      reportError(error);
    }
  }
}

/** Each island gets a task of its own: a press in between is heard, and a slow phone can paint. */
function turn(): Promise<void> {
  return new Promise((done) => setTimeout(done));
}

function findRanges(): { index: number; start: Comment; end: Comment }[] {
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_COMMENT);
  const ranges = [];
  let start: Comment | null = null;
  while (walker.nextNode()) {
    const comment = walker.currentNode as Comment;
    if (comment.data.startsWith("frsh:island:")) start = comment;
    if (comment.data !== "/frsh:island" || start === null) continue;
    ranges.push({ index: Number(start.data.slice("frsh:island:".length)), start, end: comment });
    start = null;
  }
  return ranges;
}
