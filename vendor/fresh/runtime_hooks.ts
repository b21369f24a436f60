// What asset() and Head do, filled in by the server or by the browser's boot module.
import type { ComponentChildren } from "preact";

/** The two places where server and browser differ. */
export const hooks = {
  /** The URL of a static file. */
  asset: (path: string): string => path,
  /** Takes the children of a `<Head>`. */
  head: (_children: ComponentChildren): void => {},
};
