// What an app is declared with, in order: the items that app.use(), get(), … and fsRoutes() add.
import type { Middleware, Route, RouteConfig } from "../types.ts";
import type { Scope } from "./patterns.ts";
import { isResponse, viewOf, type Wrapper } from "./render.ts";
import { type Context, runChain } from "./context.ts";
import { PageResponse } from "./page.ts";

/** Which errors a page is for; "any" where nothing more precise is there. */
export type ErrorKind = "any" | 404 | 500;

/** One declaration. */
export type Item<State> =
  | { kind: "use"; scope: Scope; run: Middleware<State>[] }
  | { kind: "error"; scope: Scope; errors: ErrorKind; answer: Answer<State> }
  | { kind: "layout"; scope: Scope; wrapper: Wrapper<State> }
  | { kind: "app"; scope: Scope; wrapper: Wrapper<State> }
  | { kind: "files" }
  | RouteItem<State>;

/** A route: what answers each method ("ALL" for any) of a pattern. */
export interface RouteItem<State> {
  kind: "route";
  scope: Scope;
  pattern: string;
  config: RouteConfig;
  methods: Map<string, Middleware<State>>;
}

/** Answers, with `init` as the response's status where the answer is a rendered component. */
export type Answer<State> = (
  ctx: Context<State>,
  init: ResponseInit,
) => Promise<Response>;

/** The answer of each method of a route with handlers, a component or both. */
export function methodsOf<State>(route: Route<State>): Map<string, Middleware<State>> {
  const { component, handler, config } = route;
  // A handler for all methods is asked for GET, too; handlers by method leave GET to the page.
  const handlers = typeof handler === "function" ? { ALL: handler } : { ...handler };
  const names = Object.keys(handlers);
  if (component !== undefined && names.every((name) => name !== "ALL" && name !== "GET")) {
    names.push("GET");
  }
  const methods = new Map(names.map((name) => {
    const { handler: _all, ...rest } = route;
    const own = handlers[name as keyof typeof handlers];
    const answer = answerOf(own === undefined ? rest : { ...rest, handler: own });
    return [name, (ctx: Context<State>) => answer(ctx, {})] as const;
  }));
  return restrict(methods, config?.methods);
}

/** What a handler and a component answer together. */
export function answerOf<State>(
  { component, handler, config }: Route<State>,
): Answer<State> {
  return async (ctx, init) => {
    const result = typeof handler === "function"
      ? await handler(ctx)
      : new PageResponse(undefined, {});
    if (isResponse(result)) return result;
    if (!(result instanceof PageResponse) || component === undefined) {
      throw new TypeError(`The handler of ${ctx.route} returned no response.`);
    }
    ctx.data = result.data;
    const view = await viewOf(component, ctx);
    return isResponse(view) ? view : ctx.render(view, { ...init, ...result.init }, config);
  };
}

/** One answer made of several middlewares, the last of which is the handler. */
export function chainOf<State>(run: Middleware<State>[]): Middleware<State> {
  return (ctx) => runChain(ctx, run);
}

function restrict<State>(
  methods: Map<string, Middleware<State>>,
  allowed: RouteConfig["methods"],
): Map<string, Middleware<State>> {
  if (allowed === undefined || allowed === "ALL") return methods;
  const all = methods.get("ALL");
  const chosen = allowed.map((name) => [name, methods.get(name) ?? all] as const);
  return new Map(
    chosen.filter((pair): pair is [typeof pair[0], Middleware<State>] => !!pair[1]),
  );
}
