// The public types of an app: contexts, middlewares, handlers, page props, route modules.
import type { ComponentChildren, FunctionComponent } from "preact";
import type { PageResponse } from "./server/page.ts";

/** One request, as middlewares and handlers see it. */
export interface Context<State> {
  /** The request itself. */
  readonly req: Request;
  /** Its URL, parsed. */
  readonly url: URL;
  /** The connection it came by. */
  readonly info: Deno.ServeHandlerInfo;
  /** What is the same for all requests. */
  readonly config: AppConfig;
  /** The parts of the URL that the route's pattern names, decoded. */
  readonly params: Record<string, string>;
  /** The pattern of the route that was found, if any. */
  readonly route: string | null;
  /** What middlewares hand on. */
  state: State;
  /** What the handler gave to `page()`. */
  data: unknown;
  /** What was thrown further in, once something was; error pages show it. */
  error: unknown;
  /** Passes the request on; throws what the rest of the chain throws. */
  next(): Promise<Response>;
  /** Sends the browser elsewhere, with status 302 by default. A path never leads to another host. */
  redirect(to: string, status?: number): Response;
  /** A page: the view inside its layouts and the app wrapper. Throws what is no view. */
  render(view: ComponentChildren, init?: ResponseInit, config?: LayoutConfig): Promise<Response>;
}

/** Answers a request or passes it on with `ctx.next()`. */
export type Middleware<State> = (ctx: Context<State>) => Response | Promise<Response>;

/** What `page()` stands for, written out. */
export interface PageData<Data> {
  data: Data;
  status?: number;
  headers?: HeadersInit;
}

/** What a handler may give: a response, or data for the route's component. */
export type HandlerResult<Data> = Response | PageResponse<Data> | PageData<Data>;

/** Answers a request of a route: with a response, or with data for the route's component. */
export type HandlerFn<Data, State> = (
  ctx: Context<State>,
) => HandlerResult<Data> | Promise<HandlerResult<Data>>;

/** The methods a route can handle one by one. */
export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS";

/** One handler per method. */
export type HandlerByMethod<Data, State> = {
  [M in Method]?: HandlerFn<Data, State>;
};

/** A route's handlers: one for all methods, or one per method. */
export type RouteHandler<Data, State> =
  | HandlerFn<Data, State>
  | HandlerByMethod<Data, State>;

/** What pages, layouts and the app wrapper get as props. */
export type PageProps<Data = unknown, State = unknown> =
  & Pick<
    Context<State>,
    "config" | "url" | "req" | "params" | "info" | "state" | "error" | "route"
  >
  & {
    /** What the handler gave to `page(data)`. */
    data: Data;
    /** In a layout or the app wrapper: what it wraps. */
    Component: FunctionComponent;
  };

/** A page, layout or app wrapper. It may also return a response instead of a view. */
export type RouteComponent<Data, State> = (
  props: PageProps<Data, State>,
) => ComponentChildren | Response | Promise<ComponentChildren | Response>;

/** How a page or layout is wrapped. */
export interface LayoutConfig {
  /** Leave out `_app`. */
  skipAppWrapper?: boolean;
  /** Leave out the layouts further out. */
  skipInheritedLayouts?: boolean;
}

/** `export const config` of a route file. */
export interface RouteConfig extends LayoutConfig {
  /** The URLPattern to use instead of the one made from the file's name. */
  routeOverride?: string;
  /** The only methods to answer; all others get 405. */
  methods?: "ALL" | Method[];
}

/** A route as `app.route()` and the files in `routes/` give it. */
export interface Route<State> {
  component?: RouteComponent<never, State> | undefined;
  handler?: RouteHandler<unknown, State> | undefined;
  /** The same by its other name. */
  handlers?: RouteHandler<unknown, State> | undefined;
  config?: RouteConfig | undefined;
}

/** What is known about the app, the same for all requests. */
export interface AppConfig {
  /** The project's directory; empty when no snapshot is applied. */
  readonly root: string;
  readonly mode: "development" | "production";
}
