// Fills in the state about the visitor. Also for error pages: what failed may have come before.
import "@/i18n/ready.ts";
import { translator } from "@/i18n/messages.ts";
import { addressKey, connectionAddress, isTrusted } from "@/signaling/gateway/client_address.ts";
import type { State } from "@/utils.ts";
import { readPreferences } from "./reader_preferences.ts";

/** The parts of a request's context that say who asks. */
interface Met {
  req: Request;
  url: URL;
  info: Deno.ServeHandlerInfo;
  state: State;
}

/** The state of a request, completed on first use. */
export function meet(ctx: Met): State {
  const { req, url, info, state } = ctx;
  if (state.t === undefined) {
    const { hostname = "" } = info.remoteAddr as Partial<Deno.NetAddr>;
    const trustProxy = isTrusted(hostname, state.config?.trustProxy ?? false);
    Object.assign(state, readPreferences({ url, headers: req.headers, trustProxy }));
    state.t = translator(state.locale);
    state.host = state.signIn?.who(req, state.origin) ?? null;
  }
  return state;
}

/** What counts as one visitor, as the signaling counts them; "" when nobody tells. */
export function clientKey({ req, info, state }: Pick<Met, "req" | "info" | "state">): string {
  const { hostname: peer = "" } = info.remoteAddr as Partial<Deno.NetAddr>;
  const forwardedFor = req.headers.get("x-forwarded-for") ?? undefined;
  return addressKey(connectionAddress({ peer, forwardedFor }, state.config.trustProxy));
}
