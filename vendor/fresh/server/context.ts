// Context: one request on its way through middlewares, handler and view.
import { type ComponentChildren, isValidElement } from "preact";
import type { AppConfig, Context, LayoutConfig, Middleware } from "../types.ts";
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
  params: Record<string, string>;
  route: string | null;
  scope: RequestScope;
}

/** Runs a chain of middlewares on a context; the end of the chain is a 404. */
export let runChain: <S>(ctx: Context<S>, chain: readonly Middleware<S>[]) => Promise<Response>;

/** Tells a context what its views are wrapped in. */
export let setView: <S>(ctx: Context<S>, view: View<S>) => void;

/** The context of one request: every {@link Context} is one of these. */
export class RequestContext<State> implements Context<State> {
  readonly req: Request;
  readonly url: URL;
  readonly info: Deno.ServeHandlerInfo;
  readonly config: AppConfig;
  readonly params: Record<string, string>;
  readonly route: string | null;
  state: State = {} as State;
  data: unknown = undefined;
  error: unknown = null;

  readonly #scope: RequestScope;
  #view: View<State> = NO_VIEW;
  #next: () => Promise<Response> = () => Promise.reject(new HttpError(404));

  static {
    runChain = (ctx, chain) => own(ctx).#run(chain, 0);
    setView = (ctx, view) => void (own(ctx).#view = view);
  }

  constructor({ req, url, info, config, params, route, scope }: ContextInit) {
    this.req = req;
    this.url = url;
    this.info = info;
    this.config = config;
    this.params = params;
    this.route = route;
    this.#scope = scope;
  }

  next(): Promise<Response> {
    return this.#next();
  }

  redirect(to: string, status = 302): Response {
    return new Response(null, { status, headers: { location: safeLocation(to) } });
  }

  render(
    view: ComponentChildren,
    init: ResponseInit = {},
    config: LayoutConfig = {},
  ): Promise<Response> {
    if (!isView(view)) throw new TypeError(`ctx.render() of ${this.route} was given no view.`);
    return renderView(this, { view, init, config, wrap: this.#view, scope: this.#scope });
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

function own<State>(ctx: Context<State>): RequestContext<State> {
  return ctx as RequestContext<State>;
}

/** Whether Preact can render it: all but undefined and objects that are no elements. */
function isView(view: unknown): boolean {
  if (view === undefined || typeof view === "function") return false;
  return typeof view !== "object" || view === null || Array.isArray(view) || isValidElement(view);
}
