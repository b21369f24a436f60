// The door of the stand-in for Fresh: what `import … from "fresh"` gives.
export { App } from "./app.ts";
export { createDefine, type DataOf, type Define } from "./define.ts";
export { Context, type Context as FreshContext } from "./server/context.ts";
export { HttpError } from "./server/errors.ts";
export { loadSnapshot } from "./server/load_snapshot.ts";
export { page, PageResponse } from "./server/page.ts";
export type { ApplySnapshot } from "./server/snapshot.ts";
export { staticFiles } from "./server/static_files.ts";
export type {
  AppConfig,
  HandlerByMethod,
  HandlerFn,
  LayoutConfig,
  Method,
  Middleware,
  PageProps,
  Route,
  RouteComponent,
  RouteConfig,
  RouteHandler,
} from "./types.ts";
