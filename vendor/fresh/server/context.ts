// Context: one request on its way through middlewares, handler and view.
import { type ComponentChildren, isValidElement } from "preact";
import type { AppConfig, LayoutConfig, Middleware } from "../types.ts";
import { HttpError } from "./errors.ts";
import { safeLocation } from "./redirect.ts";
import { isResponse, NO_VIEW, renderView, type View } from "./render.ts";
import type { RequestScope } from "./scope.ts";

/** What a context is made from. */
export interface ContextInit {
  req: Request;
  url: URL;
  info: Deno.ServeHandlerInfo;
  config: AppConfig;
  scope: RequestScope;
}

/** Runs a chain of middlewares on a context; the end of the chain is a 404. */
export let runChain: <S>(ctx: Context<S>, chain: readonly Middleware<S>[]) => Promise<Response>;

/** Tells a context what its views are wrapped in. */
export let setView: <S>(ctx: Context<S>, view: View<S>) => void;

/** One request, as middlewares and handlers see it. */
export class Context<State> {
  /** The request itself. */
  readonly req: Request;
  /** Its URL, parsed. */
  readonly url: URL;
  /** The connection it came by. */
  readonly info: Deno.ServeHandlerInfo;
  /** What is the same for all requests. */
  readonly config: AppConfig;
  /** The parts of the URL that the route's pattern names, decoded. */
  params: Record<string, string> = {};
  /** The pattern of the route that was found, if any. */
  route: string | null = null;
  /** What middlewares hand on. */
  state: State = {} as State;
  /** What the handler gave to `page()`. */
  data: unknown = undefined;
  /** What was thrown further in, once something was; error pages show it. */
  error: unknown = null;
  /** Always false: partials are not part of this stand-in. */
  readonly isPartial = false;

  readonly #scope: RequestScope;
  #view: View<State> = NO_VIEW;
  #next: () => Promise<Response> = () => Promise.reject(new HttpError(404));

  static {
    runChain = (ctx, chain) => ctx.#run(chain, 0);
    setView = (ctx, view) => void (ctx.#view = view);
  }

  /** Made by the app for each request. */
  constructor(init: ContextInit) {
    this.req = init.req;
    this.url = init.url;
    this.info = init.info;
    this.config = init.config;
    this.#scope = init.scope;
  }

  /** Passes the request on; throws what the rest of the chain throws. */
  next(): Promise<Response> {
    return this.#next();
  }

  /** Sends the browser elsewhere. A path can never lead to another host. */
  redirect(to: string, status = 302): Response {
    return new Response(null, { status, headers: { location: safeLocation(to) } });
  }

  /** A page: the view inside its layouts and the app wrapper. Throws what is no view. */
  render(
    view: ComponentChildren,
    init: ResponseInit = {},
    config: LayoutConfig = {},
  ): Promise<Response> {
    if (!isView(view)) throw new TypeError(`ctx.render() of ${this.route} was given no view.`);
    return renderView(this, { view, init, config, wrap: this.#view, scope: this.#scope });
  }

  /** Plain text. */
  text(content: string, init: ResponseInit = {}): Response {
    return typed(content, "text/plain; charset=utf-8", init);
  }

  /** A ready-made HTML string. */
  html(content: string, init: ResponseInit = {}): Response {
    return typed(content, "text/html; charset=utf-8", init);
  }

  /** A value as JSON. */
  json(content: unknown, init: ResponseInit = {}): Response {
    return typed(JSON.stringify(content), "application/json", init);
  }

  async #run(chain: readonly Middleware<State>[], index: number): Promise<Response> {
    const step = chain[index];
    if (step === undefined) throw new HttpError(404);
    const outer = this.#next;
    this.#next = () => this.#run(chain, index + 1);
    try {
      const response = await step(this);
      if (isResponse(response)) return response;
      throw new TypeError(`${this.req.method} ${this.route}: a middleware returned no response.`);
    } catch (error) {
      this.error = error;
      throw error;
    } finally {
      this.#next = outer;
    }
  }
}

/** Whether Preact can render it: all but undefined and objects that are no elements. */
function isView(view: unknown): boolean {
  if (view === undefined || typeof view === "function") return false;
  return typeof view !== "object" || view === null || Array.isArray(view) || isValidElement(view);
}

function typed(body: string, type: string, init: ResponseInit): Response {
  const headers = new Headers(init.headers);
  if (!headers.has("content-type")) headers.set("content-type", type);
  return new Response(body, { ...init, headers });
}
