// The files in routes/ as items of an app.
import type { Middleware, Route } from "../types.ts";
import { answerOf, type ErrorKind, type Item, methodsOf, type RouteItem } from "./items.ts";
import { bySpecificity, patternOf, scopeOf } from "./patterns.ts";
import type { RouteModule } from "./snapshot.ts";

const ERROR_FILES = new Map<string, ErrorKind>([["_error", "any"], ["_404", 404], ["_500", 500]]);

/** The items that the route modules stand for. */
export function itemsOfFiles<State>(files: readonly RouteModule[]): Item<State>[] {
  // Wrappers and middlewares first: they apply to the routes that come after them.
  const [special, routes] = [files.filter(isSpecial), files.filter((f) => !isSpecial(f))];
  const items = routes.map(itemOfRoute<State>);
  items.sort((a, b) => bySpecificity(a.pattern, b.pattern)); // files have no order of their own
  return [...special.map(itemOfSpecial<State>), ...items];
}

/** A route belongs to its folder: what stands in `foo/` is not for `foo.tsx` beside it. */
function itemOfRoute<State>({ file, module }: RouteModule): RouteItem<State> {
  const path = withoutExtension(file);
  const route = routeOf<State>(file, module);
  const pattern = route.config?.routeOverride ?? patternOf(path);
  const folder = path.slice(0, -baseName(path).length);
  return { kind: "route", scope: scopeOfFile(folder), pattern, methods: methodsOf(route) };
}

function itemOfSpecial<State>({ file, module }: RouteModule): Item<State> {
  const path = withoutExtension(file);
  const name = baseName(path);
  const scope = scopeOfFile(path.slice(0, -name.length));
  if (name === "_middleware") {
    const run: unknown[] = [module.default ?? module.handler ?? module.handlers].flat();
    if (!run.every((fn) => typeof fn === "function")) throw misses(file, "no middleware");
    return { kind: "use", scope, run: run as Middleware<State>[] };
  }
  const errors = ERROR_FILES.get(name);
  const route = routeOf<State>(file, module);
  if (errors !== undefined) return { kind: "error", scope, errors, answer: answerOf(route) };
  if (route.component === undefined) throw misses(file, "no component");
  const wrapper = { component: route.component, config: route.config ?? {} };
  return { kind: name === "_app" ? "app" : "layout", scope, wrapper };
}

function routeOf<State>(file: string, module: Record<string, unknown>): Route<State> {
  const { default: component, handler = module.handlers, config } = module;
  if (typeof component !== "function" && handler === undefined) {
    throw misses(file, "neither a component nor handlers");
  }
  return { component, handler, config } as Route<State>; // a module's types end at its border
}

function scopeOfFile(path: string) {
  const parts = path.split("/").filter((part) => part !== "");
  // Like a pattern, but with the groups: they say which middlewares apply.
  return parts.flatMap((part) => part.startsWith("(") ? [part] : scopeOf(patternOf(part)));
}

function isSpecial({ file }: RouteModule): boolean {
  const name = baseName(withoutExtension(file));
  return ERROR_FILES.has(name) || ["_app", "_layout", "_middleware"].includes(name);
}

function withoutExtension(file: string): string {
  return file.replace(/\.[^./]+$/, "");
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function misses(file: string, what: string): Error {
  return new Error(`routes/${file} exports ${what}.`);
}
