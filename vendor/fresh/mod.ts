// The door of the stand-in for Fresh: what `import … from "fresh"` gives.
export { App } from "./app.ts";
export { createDefine, type DataOf, type Define } from "./define.ts";
export { csp, type CSPOptions } from "./server/csp.ts";
export { HttpError } from "./server/errors.ts";
export { page, PageResponse } from "./server/page.ts";
export { staticFiles } from "./server/static_files.ts";
export type {
  AppConfig,
  Context,
  Context as FreshContext,
  HandlerByMethod,
  HandlerFn,
  HandlerResult,
  LayoutConfig,
  Method,
  Middleware,
  PageData,
  PageProps,
  Route,
  RouteComponent,
  RouteConfig,
  RouteHandler,
} from "./types.ts";
