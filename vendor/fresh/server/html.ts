// Puts into rendered HTML what the render collected: head children, preloads, state, boot script.
import type { ComponentChildren } from "preact";
import { headParts } from "./head.ts";
import type { RenderRecord, RequestScope } from "./scope.ts";

/** The whole page. Without islands it gets no script at all. */
export function assemblePage(html: string, scope: RequestScope, record: RenderRecord): string {
  let page = addHead(asDocument(html), record.head);
  const boot = scope.snapshot?.boot;
  if (record.islands.length > 0 && boot) {
    const modules = [...boot.modules, ...record.islands.flatMap((island) => island.modules)];
    page = insertBefore(page, "</head>", preloads(modules) + script(boot.src));
    page = insertBefore(page, "</body>", stateScript(record), { last: true });
  }
  const reload = scope.snapshot?.liveReload;
  return reload ? insertBefore(page, "</head>", script(reload.script)) : page;
}

/** A view that brings no document of its own gets one, or its letters would be guessed. */
function asDocument(html: string): string {
  if (/^<html[\s>]/i.test(html)) return html;
  const head = '<head><meta charset="utf-8"></head>';
  if (/^<body[\s>]/i.test(html)) return `<html>${head}${html}</html>`;
  if (/^<head[\s>]/i.test(html)) return `<html>${html}</html>`;
  return `<html>${head}<body>${html}</body></html>`;
}

/** The names and props of the page's islands, as data: no inline code, so no CSP exception. */
function stateScript({ islands, assets }: RenderRecord): string {
  const json = JSON.stringify({
    islands: islands.map((i) => [i.name, i.exported, i.props]),
    assets,
  })
    .replace(/[<\u2028\u2029]/g, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
  return `<script type="application/json" id="__FRSH_STATE">${json}</script>`;
}

function preloads(modules: string[]): string {
  return [...new Set(modules)].map((src) => `<link rel="modulepreload" href="${src}">`).join("");
}

function script(src: string): string {
  return `<script type="module" src="${src}"></script>`;
}

function addHead(html: string, children: ComponentChildren[]): string {
  const parts = headParts(children);
  if (parts === null) return html;
  const end = html.indexOf("</head>");
  const rest = end < 0 ? html : parts.trim(html.slice(0, end)) + html.slice(end);
  return insertBefore(rest, "</head>", parts.html);
}

/** Inserts before a tag; a page whose author left the tag out gets it at the front, or the end. */
function insertBefore(html: string, tag: string, text: string, { last = false } = {}): string {
  const found = last ? html.lastIndexOf(tag) : html.indexOf(tag);
  const at = found >= 0 ? found : last ? html.length : 0;
  return html.slice(0, at) + text + html.slice(at);
}
