// The route table: an app's items, compiled into one chain per route and method.
import type { Middleware } from "../types.ts";
import { runChain, setView } from "./context.ts";
import { HttpError, reportUnexpected, statusOf } from "./errors.ts";
import type { Item, RouteItem } from "./items.ts";
import {
  bySpecificity,
  covers,
  coversPath,
  type Matcher,
  matcherOf,
  type Scope,
} from "./patterns.ts";
import type { View } from "./render.ts";

type Of<State, K> = Extract<Item<State>, { kind: K }>;
type Chain<State> = readonly Middleware<State>[];

interface Row<State> {
  pattern: string;
  matches: Matcher;
  methods: Map<string, Chain<State>>;
}

/** What to run for a request. */
export interface Match<State> {
  chain: Chain<State>;
  /** The pattern of the route, null if none was found. */
  route: string | null;
  params: Record<string, string>;
  /** For a known path with another method: the methods it has. */
  allow: string | null;
}

/** Finds what answers a request. */
export class RouteTable<State> {
  readonly #items: readonly Item<State>[];
  readonly #rows: Row<State>[] = [];

  /** Compiles the items; of two routes for the same pattern and method the first one counts. */
  constructor(items: readonly Item<State>[]) {
    this.#items = items;
    items.forEach((item, i) => item.kind === "route" && this.#add(item, items.slice(0, i)));
    this.#rows.sort((a, b) => bySpecificity(a.pattern, b.pattern));
  }

  /** What to run for a method and an undecoded path. */
  find(method: string, pathname: string): Match<State> {
    for (const { pattern, matches, methods } of this.#rows) {
      const params = matches(pathname);
      if (params === null) continue;
      const chain = methods.get(method) ?? methods.get("ALL") ??
        (method === "HEAD" ? methods.get("GET") : undefined);
      if (chain !== undefined) return { chain, route: pattern, params, allow: null };
      const refuse = this.#chainFor((scope) => coversPath(scope, pathname), 405);
      return { chain: refuse, route: pattern, params, allow: allowed(methods) };
    }
    const chain = this.#chainFor((scope) => coversPath(scope, pathname), 404);
    return { chain, route: null, params: {}, allow: null };
  }

  #add(item: RouteItem<State>, before: Item<State>[]): void {
    let row = this.#rows.find((row) => row.pattern === item.pattern);
    if (row === undefined) {
      row = { pattern: item.pattern, matches: matcherOf(item.pattern), methods: new Map() };
      this.#rows.push(row);
    }
    const applies = (scope: Scope) => covers(scope, item.scope);
    const start = this.#view(applies);
    for (const [method, answer] of item.methods) {
      if (row.methods.has(method)) continue;
      row.methods.set(method, [start, ...this.#outer(applies, before), answer]);
    }
  }

  #chainFor(applies: (scope: Scope) => boolean, status: number): Chain<State> {
    const refuse = () => Promise.reject(new HttpError(status));
    return [this.#view(applies), ...this.#outer(applies, this.#items), refuse];
  }

  /** Error pages and middlewares that apply, from the outermost scope in. */
  #outer(applies: (scope: Scope) => boolean, uses: readonly Item<State>[]): Middleware<State>[] {
    const errors = this.#ofKind("error").filter((item) => applies(item.scope));
    const depths = new Set([...errors, ...uses].map((item) => depthOf(item)));
    return [...depths].sort((a, b) => a - b).flatMap((depth) => [
      ...this.#boundary(errors.filter((item) => depthOf(item) === depth)),
      ...uses.flatMap((item) =>
        item.kind === "use" && depthOf(item) === depth && applies(item.scope) ? item.run : []
      ),
    ]);
  }

  /** Turns what is thrown further in into one of these error pages. */
  #boundary(pages: Of<State, "error">[]): Middleware<State>[] {
    if (pages.length === 0) return [];
    const scope = pages[0]!.scope;
    const start = this.#view((other) => covers(other, scope));
    return [async (ctx) => {
      try {
        return await ctx.next();
      } catch (error) {
        const status = statusOf(error);
        const wanted = status === 404 ? 404 : 500;
        const page = pages.find((p) => p.errors === wanted) ??
          pages.find((p) => p.errors === "any");
        if (page === undefined) throw error;
        reportUnexpected(error);
        ctx.error = error;
        return runChain(ctx, [start, () => page.answer(ctx, { status })]);
      }
    }];
  }

  #view(applies: (scope: Scope) => boolean): Middleware<State> {
    const layouts = this.#ofKind("layout").filter((item) => applies(item.scope))
      .sort((a, b) => depthOf(a) - depthOf(b)).map((item) => item.wrapper);
    const app = this.#ofKind("app").findLast((item) => applies(item.scope))?.wrapper ?? null;
    const view: View<State> = { app, layouts };
    return (ctx) => {
      setView(ctx, view);
      return ctx.next();
    };
  }

  #ofKind<K extends Item<State>["kind"]>(kind: K): Of<State, K>[] {
    return this.#items.filter((item): item is Of<State, K> => item.kind === kind);
  }
}

function depthOf<State>(item: Item<State>): number {
  return item.kind === "files" ? 0 : item.scope.length;
}

function allowed<State>(methods: Map<string, Chain<State>>): string {
  const names = new Set(methods.keys());
  if (names.has("GET")) names.add("HEAD");
  return [...names].sort().join(", ");
}
