// Figures for whoever runs this server; to everybody else there is no such page.
import { HttpError } from "fresh";
import { define } from "@/utils.ts";
import { figuresText, mayReadFigures } from "./(_parts)/metrics_text.ts";

export const handler = define.handlers({
  GET({ req, url, info, state }) {
    const { hostname: address = "" } = info.remoteAddr as Partial<Deno.NetAddr>;
    const token = state.config.metricsToken;
    const stats = state.stats();
    if (
      !mayReadFigures({ address, host: url.host, headers: req.headers, token }) || stats === null
    ) {
      throw new HttpError(404);
    }
    const memory = Deno.memoryUsage();
    const uptime = performance.now() / 1_000;
    return new Response(
      figuresText({ stats, errors: state.errors(), memory, uptime, turn: state.turn() }),
      {
        headers: { "content-type": "text/plain; version=0.0.4", "cache-control": "no-store" },
      },
    );
  },
});
