// For `deno task doctor`: as whom the server counts who asks. To everybody else there is no such page.
import { HttpError } from "fresh";
import { isTrusted } from "@/signaling/gateway/client_address.ts";
import { define } from "@/utils.ts";
import { mayReadFigures } from "./(_parts)/metrics_text.ts";
import { clientKey } from "./(_parts)/request_state.ts";

export const handler = define.handlers({
  GET(ctx) {
    const { req, url, info, state } = ctx;
    const { hostname: peer = "" } = info.remoteAddr as Partial<Deno.NetAddr>;
    const { metricsToken: token, trustProxy } = state.config;
    if (!mayReadFigures({ address: peer, host: url.host, headers: req.headers, token })) {
      throw new HttpError(404);
    }
    const forwarded = ["x-forwarded-for", "forwarded"].some((name) => req.headers.has(name));
    const seen = { address: clientKey(ctx), peer, forwarded, trusted: isTrusted(peer, trustProxy) };
    return Response.json(seen, { headers: { "cache-control": "no-store" } });
  },
});
