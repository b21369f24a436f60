// The route table: an app's items, compiled into one chain per route and method.
import type { Middleware } from "../types.ts";
import { runChain, setView } from "./context.ts";
import { HttpError, reportUnexpected, statusOf } from "./errors.ts";
import type { Item, RouteItem } from "./items.ts";
import { covers, coversPath, isPattern, type Matcher, matcherOf, type Scope } from "./patterns.ts";
import type { View } from "./render.ts";

type Of<State, K> = Extract<Item<State>, { kind: K }>;
type Chain<State> = readonly Middleware<State>[];
type Declared<State> = readonly Item<State>[];

/** Which of the items that were declared before something apply to it. */
interface Around<State> {
  applies: (scope: Scope) => boolean;
  before: Declared<State>;
}

interface Row<State> {
  pattern: string;
  matches: Matcher;
  methods: Map<string, Chain<State>>;
  /** What a method gets that the route has not. */
  otherwise: (answer: Middleware<State>) => Chain<State>;
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
    // Fixed paths go first; of patterns that fit, the one registered first answers.
    this.#rows.sort((a, b) => Number(isPattern(a.pattern)) - Number(isPattern(b.pattern)));
  }

  /** What to run for a method and an undecoded path; a slash at its end may be there or not. */
  find(method: string, pathname: string): Match<State> {
    const found = this.#find(method, pathname) ?? this.#find(method, otherEnd(pathname));
    if (found !== null) return found;
    const refuse = () => Promise.reject(new HttpError(404));
    const chain = this.#chainTo(refuse, {
      applies: (scope) => coversPath(scope, pathname),
      before: this.#items,
    });
    return { chain, route: null, params: {}, allow: null };
  }

  #find(method: string, pathname: string | null): Match<State> | null {
    for (const { pattern, matches, methods, otherwise } of this.#rows) {
      const params = pathname === null ? null : matches(pathname);
      if (params === null) continue;
      const chain = methods.get(method) ?? methods.get("ALL") ??
        (method === "HEAD" ? methods.get("GET") : undefined);
      if (chain !== undefined) return { chain, route: pattern, params, allow: null };
      const answer = method === "OPTIONS" ? tellMethods : refuseMethod;
      return { chain: otherwise(answer), route: pattern, params, allow: allowed(methods) };
    }
    return null;
  }

  #add(item: RouteItem<State>, before: Item<State>[]): void {
    const around = { applies: (scope: Scope) => covers(scope, item.scope), before };
    let row = this.#rows.find((row) => row.pattern === item.pattern);
    if (row === undefined) {
      row = {
        pattern: item.pattern,
        matches: matcherOf(item.pattern),
        methods: new Map(),
        otherwise: (answer) => this.#chainTo(answer, around),
      };
      this.#rows.push(row);
    }
    for (const [method, answer] of item.methods) {
      if (!row.methods.has(method)) row.methods.set(method, this.#chainTo(answer, around));
    }
  }

  /** An answer behind all that was declared `before` it and applies to its scope. */
  #chainTo(answer: Middleware<State>, { applies, before }: Around<State>): Chain<State> {
    const global = this.#items.filter((item) => item.kind === "error" && item.errors === 404);
    const declared = [...new Set([...before, ...global])];
    const around = { applies, before: declared };
    return [this.#view(around), ...this.#outer(around), answer];
  }

  /** Error pages and middlewares that apply, from the outermost scope in. */
  #outer({ applies, before }: Around<State>): Middleware<State>[] {
    const errors = ofKind(before, "error").filter((item) => applies(item.scope));
    const depths = new Set(before.map((item) => depthOf(item)));
    return [...depths].sort((a, b) => a - b).flatMap((depth) => [
      ...this.#boundary(errors.filter((item) => depthOf(item) === depth), before),
      ...before.flatMap((item) =>
        item.kind === "use" && depthOf(item) === depth && applies(item.scope) ? item.run : []
      ),
    ]);
  }

  /** Turns what is thrown further in into one of these error pages. */
  #boundary(pages: Of<State, "error">[], before: Declared<State>): Middleware<State>[] {
    if (pages.length === 0) return [];
    const scope = pages[0]!.scope;
    const start = this.#view({ applies: (other) => covers(other, scope), before });
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

  #view({ applies, before }: Around<State>): Middleware<State> {
    const layouts = ofKind(before, "layout").filter((item) => applies(item.scope))
      .sort((a, b) => depthOf(a) - depthOf(b)).map((item) => item.wrapper);
    const app = ofKind(before, "app").findLast((item) => applies(item.scope))?.wrapper ?? null;
    const view: View<State> = { app, layouts };
    return (ctx) => {
      setView(ctx, view);
      return ctx.next();
    };
  }
}

function ofKind<State, K extends Item<State>["kind"]>(
  items: Declared<State>,
  kind: K,
): Of<State, K>[] {
  return items.filter((item): item is Of<State, K> => item.kind === kind);
}

/** The path with a slash at its end, or without the one that is there; null for the root. */
function otherEnd(pathname: string): string | null {
  if (pathname === "/") return null;
  return pathname.endsWith("/") ? pathname.slice(0, -1) : `${pathname}/`;
}

/** OPTIONS of a path that has no handler for it: the app adds the header Allow. */
function tellMethods(): Response {
  return new Response(null, { status: 204 });
}

function refuseMethod(): Promise<Response> {
  return Promise.reject(new HttpError(405));
}

function allowed<State>(methods: Map<string, Chain<State>>): string {
  const names = new Set([...methods.keys(), "OPTIONS"]);
  if (names.has("GET")) names.add("HEAD");
  return [...names].sort().join(", ");
}

function depthOf<State>(item: Item<State>): number {
  return item.kind === "files" ? 0 : item.scope.length;
}
