// What an app is declared with, in order: the items that app.use(), get(), … and fsRoutes() add.
import type {
  Context,
  HandlerFn,
  Method,
  Middleware,
  PageData,
  Route,
  RouteConfig,
  RouteHandler,
} from "../types.ts";
import type { Scope } from "./patterns.ts";
import { isResponse, viewOf, type Wrapper } from "./render.ts";
import { runChain } from "./context.ts";
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
  methods: Map<string, Middleware<State>>;
}

/** Answers, with `init` as the response's status where the answer is a rendered component. */
export type Answer<State> = (ctx: Context<State>, init: ResponseInit) => Promise<Response>;

/** The answer of each method of a route with handlers, a component or both. */
export function methodsOf<State>(route: Route<State>): Map<string, Middleware<State>> {
  const { component, handler, config } = route;
  const methods = new Map<string, Middleware<State>>();
  const add = (name: string, own?: HandlerFn<unknown, State>) => {
    const answer = answerOf({ component, handler: own, config });
    methods.set(name, (ctx) => answer(ctx, {}));
  };
  if (typeof handler === "function") {
    add("ALL", handler);
  } else {
    if (component !== undefined) add("GET");
    for (const [name, own] of Object.entries(handler ?? {})) add(name, own);
  }
  return restrict(methods, config?.methods);
}

/** What a handler and a component answer together. */
export function answerOf<State>({ component, handler, config }: Route<State>): Answer<State> {
  return async (ctx, init) => {
    const own = handlerFor(handler, ctx.req.method);
    const result = own === undefined ? new PageResponse(undefined, {}) : await own(ctx);
    if (isResponse(result)) return result;
    const page = pageOf(result);
    if (page === null || component === undefined) {
      throw new TypeError(`The handler of ${ctx.route} returned no response.`);
    }
    ctx.data = page.data;
    const view = await viewOf(component, ctx);
    return isResponse(view) ? view : ctx.render(view, { ...init, ...page.init }, config);
  };
}

/** The handler for a method. A page for errors is asked for by any: GET's answers for the others. */
function handlerFor<State>(
  handler: RouteHandler<unknown, State> | undefined,
  method: string,
): HandlerFn<unknown, State> | undefined {
  if (handler === undefined || typeof handler === "function") return handler;
  return handler[method as Method] ?? handler.GET;
}

/** What a handler gave for the component: `page()`'s result, or `{ data, status?, headers? }`. */
function pageOf(result: unknown): PageResponse<unknown> | null {
  if (result instanceof PageResponse) return result;
  if (typeof result !== "object" || result === null || !("data" in result)) return null;
  const { data, status, headers } = result as PageData<unknown>;
  return new PageResponse(data, { ...(status && { status }), ...(headers && { headers }) });
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
  const kept = new Map<string, Middleware<State>>();
  for (const name of allowed) {
    const answer = methods.get(name) ?? methods.get("ALL");
    if (answer !== undefined) kept.set(name, answer);
  }
  return kept;
}
