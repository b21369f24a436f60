// Who may import whom (the rings), and which files: tools/folders.ts says it, docs/architecture.md draws it.
import { FOLDERS } from "@/tools/folders.ts";
import { INSIDE_CALL } from "@/tools/folders_inside.ts";
import { resolve } from "./modules.ts";
import type { Source } from "./source.ts";

/** Breaches of the rings in one file, as sentences. */
export function ringBreaches({ path, imports }: Source): string[] {
  const room = roomOf(path);
  if (room === "tests") return [];
  return imports.flatMap((specifier) => {
    const target = targetOf(path, specifier);
    const to = target.isOurs ? roomOf(target.name) : target.name;
    if (to === room) return [];
    const said = `${path} imports ${specifier}`;
    if (to === "tests" || to === "tools" && room !== "dev.ts") {
      return [`${said}: nothing of the product may need ${to}/`];
    }
    const allowed = FOLDERS[room]?.imports;
    if (
      allowed !== undefined &&
      !allowed.some((name) => target.isOurs ? name === to : covers(name, to))
    ) {
      return [`${said}: ${room} may import only ${allowed.join(", ")}`];
    }
    const doors = FOLDERS[to]?.entries;
    const family = room.startsWith("call") && to.startsWith("call");
    return doors === undefined || family || doors.includes(target.name)
      ? []
      : [`${said}: others may import of ${to} only ${doors.join(" or ")}`];
  });
}

/** Breaches of the order inside call/ in one file, as sentences. */
export function callBreaches({ path, imports }: Source): string[] {
  const own = insideOf(path);
  const allowed = INSIDE_CALL[own]?.imports;
  if (!path.startsWith("call/") || OPEN.includes(own)) return [];
  if (allowed === undefined) return [`${path}: tools/folders.ts does not know call/${own}/`];
  return imports.flatMap((specifier) => {
    const target = resolve(path, specifier);
    if (target === null || !target.startsWith("call/")) return [];
    const to = insideOf(target);
    if (to === own || to === "" || allowed.includes(to)) return [];
    return [`${path} imports ${specifier}: call/${own}/ may import only ${allowed.join(", ")}`];
  });
}

/** `call/` itself puts all together; the adapters know its ports. */
const OPEN = ["", "browser"];

/** "transport/mesh" of call/transport/mesh/negotiator.ts; "" of call/call.ts. */
function insideOf(path: string): string {
  return path.split("/").slice(1, -1).join("/");
}

/** Folders inside a folder with an order of their own. */
const INNER = Object.keys(FOLDERS).filter((name) => name.includes("/"));

/** Top folder of a path (or an inner one with an order of its own), or the name of a root file. */
export function roomOf(path: string): string {
  return INNER.find((name) => path.startsWith(`${name}/`)) ?? path.split("/")[0] ?? path;
}

function targetOf(path: string, specifier: string): { isOurs: boolean; name: string } {
  if (specifier.startsWith("@/")) return { isOurs: true, name: specifier.slice(2) };
  if (!specifier.startsWith(".")) return { isOurs: false, name: specifier.replace(/^npm:/, "") };
  const url = new URL(specifier, `file:///${encodeURI(path)}`);
  return { isOurs: true, name: decodeURI(url.pathname.slice(1)) };
}

/** "preact" covers "preact" and "preact/hooks"; "node:" covers "node:http". */
function covers(allowed: string, name: string): boolean {
  return name === allowed || name.startsWith(`${allowed}/`) ||
    (allowed.endsWith(":") && name.startsWith(allowed));
}
