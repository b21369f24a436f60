// The door of the stand-in for Fresh: what `import … from "fresh"` gives.
export { App } from "./app.ts";
export { createDefine } from "./define.ts";
export { csp } from "./server/csp.ts";
export { HttpError } from "./server/errors.ts";
export { page } from "./server/page.ts";
export { staticFiles } from "./server/static_files.ts";
export type {
  Context,
  Context as FreshContext,
  Middleware,
  PageProps,
  RouteConfig,
} from "./types.ts";
