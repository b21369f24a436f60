// createDefine(): identity functions that give route files their types.
import type { Middleware, PageData, RouteComponent, RouteHandler } from "./types.ts";
import type { PageResponse } from "./server/page.ts";

type DataOfResult<R> = Awaited<R> extends infer A
  ? A extends Response ? never : A extends PageResponse<infer D> | PageData<infer D> ? D : never
  : never;

/** The data that a route's handlers give to `page()`. */
export type DataOf<H> = [H] extends [never] ? undefined
  : H extends (...args: never[]) => infer R ? DataOfResult<R>
  : {
    [M in keyof H]: H[M] extends (...args: never[]) => infer R ? DataOfResult<R>
      : never;
  }[keyof H];

/** What {@link createDefine} gives. */
export interface Define<State> {
  /** A route's handlers. */
  handlers<H extends RouteHandler<unknown, State>>(handlers: H): H;
  /** A page; `define.page<typeof handler>` gives `props.data` its type. */
  page<H extends RouteHandler<unknown, State> = never>(
    render: RouteComponent<DataOf<H>, State>,
  ): RouteComponent<DataOf<H>, State>;
  /** A layout. */
  layout(render: RouteComponent<undefined, State>): RouteComponent<undefined, State>;
  /** One middleware or several. */
  middleware<M extends Middleware<State> | Middleware<State>[]>(middleware: M): M;
}

/** Helpers for route files, typed with the app's state. */
export function createDefine<State>(): Define<State> {
  return {
    handlers: (handlers) => handlers,
    page: (render) => render,
    layout: (render) => render,
    middleware: (middleware) => middleware,
  };
}
