// For supervisors and load balancers: is this server alive, and how busy is it?
import { define } from "@/utils.ts";

export const handler = define.handlers({
  GET(ctx) {
    const stats = ctx.state.stats();
    const { rooms = 0, members = 0, sockets = 0 } = stats ?? {};
    const { ok: hears, listenedAnew } = ctx.state.hearing();
    const ok = stats !== null && hears;
    // Without the Redis that processes share, rooms of this one go on: no reason to take it away.
    const degraded = stats?.cluster?.isUp === false;
    return Response.json({ ok, degraded, hears, listenedAnew, rooms, members, sockets }, {
      status: ok ? 200 : 503,
      headers: { "cache-control": "no-store" },
    });
  },
});
