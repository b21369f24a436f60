// Fills in the state about the visitor. Also for error pages: what failed may have come before.
import "@/i18n/ready.ts";
import { translator } from "@/i18n/messages.ts";
import type { State } from "@/utils.ts";
import { readVisitor } from "./visitor.ts";

/** The state of a request, completed on first use. */
export function meet(ctx: { req: Request; url: URL; state: State }): State {
  const { req, url, state } = ctx;
  if (state.t === undefined) {
    const trustProxy = state.config?.trustProxy ?? false;
    Object.assign(state, readVisitor({ url, headers: req.headers, trustProxy }));
    state.t = translator(state.locale);
  }
  return state;
}
