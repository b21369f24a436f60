// App: what an app is declared with, and the handler that answers requests with it.
import type { AppConfig, LayoutConfig, Middleware, Route, RouteComponent } from "./types.ts";
import { RequestContext, runChain } from "./server/context.ts";
import { plainError, reportUnexpected } from "./server/errors.ts";
import { itemsOfFiles } from "./server/fs_routes.ts";
import { answerOf, chainOf, type Item, methodsOf } from "./server/items.ts";
import { scopeOf } from "./server/patterns.ts";
import { RouteTable } from "./server/route_table.ts";
import { type RequestScope, withScope } from "./server/scope.ts";
import "./server/element_hooks.ts";
import { type Snapshot, snapshotOf } from "./server/snapshot.ts";

/** What Deno.serve() tells of a connection; a made-up one where the server gives none. */
const NO_INFO: Deno.ServeHandlerInfo = {
  remoteAddr: { transport: "tcp", hostname: "localhost", port: 0 },
  completed: Promise.resolve(),
};

type ErrorPage<State> = Middleware<State> | Route<State>;

/** An app. Declarations apply from top to bottom: a middleware to the routes after it. */
export class App<State> {
  readonly #items: Item<State>[] = [];

  /** Adds middlewares, for all paths or for those below `path`. */
  use(...args: [string, ...Middleware<State>[]] | Middleware<State>[]): this {
    const [first, ...rest] = args;
    const path = typeof first === "string" ? first : "*";
    const run = (typeof first === "string" ? rest : args) as Middleware<State>[];
    return this.#add({ kind: "use", scope: scopeOf(path), run });
  }

  /** Answers GET, and HEAD if nothing else does. The last middleware is the handler. */
  get(path: string, ...run: Middleware<State>[]): this {
    return this.#method("GET", path, run);
  }

  /** Answers all methods. */
  all(path: string, ...run: Middleware<State>[]): this {
    return this.#method("ALL", path, run);
  }

  /** Adds a route with a component, handlers or both. */
  route(path: string, route: Route<State>): this {
    const pattern = route.config?.routeOverride ?? toPattern(path);
    const methods = methodsOf(asRoute(route));
    return this.#add({ kind: "route", scope: scopeOf(path), pattern, methods });
  }

  /** Wraps all pages. */
  appWrapper(component: RouteComponent<never, State>): this {
    return this.#add({ kind: "app", scope: [], wrapper: { component, config: {} } });
  }

  /** Wraps the pages below `path`, inside the app wrapper. */
  layout(path: string, component: RouteComponent<never, State>, config: LayoutConfig = {}): this {
    return this.#add({ kind: "layout", scope: scopeOf(path), wrapper: { component, config } });
  }

  /** Answers where there is no page. */
  notFound(page: ErrorPage<State>): this {
    return this.#add({ kind: "error", scope: [], errors: 404, answer: answerOf(asRoute(page)) });
  }

  /** Answers when something throws, anywhere or below a path that is given first. */
  onError(...args: [string, ErrorPage<State>] | [ErrorPage<State>]): this {
    const [path, page] = args.length === 1 ? ["*", args[0]] as const : args;
    const answer = answerOf(asRoute(page));
    return this.#add({ kind: "error", scope: scopeOf(path), errors: "any", answer });
  }

  /** Adds the files of the routes directory, which come with the snapshot. */
  fsRoutes(): this {
    return this.#add({ kind: "files" });
  }

  /** The function that answers requests. The snapshot, if any, must be applied before. */
  handler(): (req: Request, info?: Deno.ServeHandlerInfo) => Promise<Response> {
    const snapshot = snapshotOf(this);
    const items = this.#items.flatMap((item) =>
      item.kind === "files" ? itemsOfFiles<State>(filesOf(snapshot)) : [item]
    );
    const table = new RouteTable(items);
    return (req, info = NO_INFO) => {
      const scope: RequestScope = { snapshot, url: new URL(req.url) };
      return withScope(scope, () => answer(req, { info, scope, table }));
    };
  }

  /** Serves the app with Deno.serve() until the signal aborts. */
  async listen(options: Partial<Deno.ServeTcpOptions> = {}): Promise<void> {
    await Deno.serve(options, this.handler()).finished;
  }

  #method(method: string, path: string, run: Middleware<State>[]): this {
    const pattern = toPattern(path);
    const methods = new Map([[method, chainOf(run)]]);
    return this.#add({ kind: "route", scope: scopeOf(path), pattern, methods });
  }

  #add(item: Item<State>): this {
    this.#items.push(item);
    return this;
  }
}

interface Known<State> {
  info: Deno.ServeHandlerInfo;
  scope: RequestScope;
  table: RouteTable<State>;
}

async function answer<State>(
  req: Request,
  { info, scope, table }: Known<State>,
): Promise<Response> {
  const { snapshot } = scope;
  const url = new URL(req.url); // handlers may change theirs
  const reload = snapshot?.liveReload?.answer(url);
  if (reload) return reload;
  const { chain, route, params, allow } = table.find(req.method, url.pathname);
  const config: AppConfig = { root: snapshot?.root ?? "", mode: snapshot?.mode ?? "production" };
  const ctx = new RequestContext<State>({ req, url, info, config, params, route, scope });
  const response = await runChain(ctx, chain).catch((error: unknown) => {
    reportUnexpected(error);
    return plainError(error);
  });
  if (allow !== null && [204, 405].includes(response.status)) response.headers.set("allow", allow);
  return req.method === "HEAD" ? await headOf(response) : response;
}

/** The response to HEAD: all that GET would say, its length included, and no body. */
async function headOf(response: Response): Promise<Response> {
  const headers = new Headers(response.headers);
  const isEndless = headers.get("content-type") === "text/event-stream";
  if (isEndless) {
    await response.body?.cancel();
  } else if (response.body !== null && !headers.has("content-length")) {
    headers.set("content-length", String((await response.arrayBuffer()).byteLength));
  }
  return new Response(null, { status: response.status, headers });
}

function filesOf(snapshot: Snapshot | null) {
  if (snapshot !== null) return snapshot.routes;
  throw new Error("fsRoutes() needs a snapshot: apply loadSnapshot()'s or the Builder's first.");
}

function toPattern(path: string): string {
  return path === "*" ? "/*" : path;
}

function asRoute<State>(page: ErrorPage<State>): Route<State> {
  if (typeof page === "function") return { handler: page };
  return { ...page, handler: page.handler ?? page.handlers };
}
