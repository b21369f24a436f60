// From a view to a page: layouts and app wrapper around it, islands and head children put in.
import { type ComponentChildren, Fragment, type FunctionComponent, h, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Context, LayoutConfig, PageProps, RouteComponent } from "../types.ts";
import { assemblePage } from "./html.ts";
import { type RenderRecord, type RequestScope, withScope } from "./scope.ts";

/** A layout or app wrapper, with what it leaves out. */
export interface Wrapper<State> {
  component: RouteComponent<never, State>;
  config: LayoutConfig;
}

/** What a route's views are wrapped in: `layouts` from the outermost in. */
export interface View<State> {
  app: Wrapper<State> | null;
  layouts: readonly Wrapper<State>[];
}

/** Nothing around the view. */
export const NO_VIEW: View<unknown> = { app: null, layouts: [] };

/** All that {@link renderView} needs besides the context. */
export interface RenderJob<State> {
  view: ComponentChildren;
  init: ResponseInit;
  config: LayoutConfig;
  wrap: View<State>;
  scope: RequestScope;
}

/** Renders a view in its wrappers to a complete HTML response. */
export async function renderView<State>(
  ctx: Context<State>,
  job: RenderJob<State>,
): Promise<Response> {
  let content: ComponentChildren = job.view;
  for (const { component } of wrappersFor(job)) {
    const inner = content;
    const result = await viewOf(component, ctx, () => inner);
    if (isResponse(result)) return result;
    content = result;
  }
  const record: RenderRecord = { islands: [], head: [], assets: {}, insideIsland: false };
  const scope: RequestScope = { ...job.scope, record };
  if (scope.nonce !== undefined) scope.nonce.isUsed = true;
  const html = withScope(scope, () => {
    try {
      return assemblePage(renderToString(h(Fragment, null, content)), scope, record);
    } catch (error) {
      if (error instanceof Instead) return error.response;
      throw error;
    }
  });
  if (typeof html !== "string") return html;
  const headers = new Headers(job.init.headers);
  if (!headers.has("content-type")) headers.set("content-type", "text/html; charset=utf-8");
  return new Response(`<!DOCTYPE html>${html}`, { ...job.init, headers });
}

/**
 * The view of a page, layout or app wrapper. An async one is awaited before the rendering, which
 * is synchronous; the others become elements, so that they can use hooks and context.
 */
export async function viewOf<State>(
  component: RouteComponent<never, State>,
  ctx: Context<State>,
  inner: () => ComponentChildren = () => null,
): Promise<ComponentChildren | Response> {
  const props = propsOf(ctx, inner);
  if (component.constructor.name === "AsyncFunction") return await component(props);
  return h((given: PageProps<never, State>) => {
    const view = component(given);
    if (isResponse(view)) throw new Instead(view);
    return view as VNode;
  }, props);
}

/** Leaves a render that a component ended with a response. */
class Instead {
  constructor(readonly response: Response) {}
}

/** Tells a response from a view or from page data, also a response of another realm or adapter. */
export function isResponse(value: unknown): value is Response {
  return value instanceof Response ||
    (typeof value === "object" && value !== null && "headers" in value && "status" in value &&
      "arrayBuffer" in value);
}

function propsOf<State>(
  ctx: Context<State>,
  inner: () => ComponentChildren,
): PageProps<never, State> {
  const { config, url, req, params, info, state, error, route } = ctx;
  const Component: FunctionComponent = () => h(Fragment, null, inner());
  return {
    ...{ config, url, req, params, info, state, error, route, Component },
    data: ctx.data as never,
  };
}

/** The wrappers to apply, innermost first. */
function wrappersFor<State>({ config, wrap }: RenderJob<State>): Wrapper<State>[] {
  const chosen: Wrapper<State>[] = [];
  let { skipAppWrapper = false, skipInheritedLayouts = false } = config;
  for (const layout of wrap.layouts.toReversed()) {
    if (skipInheritedLayouts) break;
    chosen.push(layout);
    skipInheritedLayouts = layout.config.skipInheritedLayouts ?? false;
    skipAppWrapper ||= layout.config.skipAppWrapper ?? false;
  }
  if (wrap.app !== null && !skipAppWrapper) chosen.push(wrap.app);
  return chosen;
}
