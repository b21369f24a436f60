// For supervisors and load balancers: is this server alive, and how busy is it?
import { define } from "@/utils.ts";

export const handler = define.handlers({
  GET(ctx) {
    const stats = ctx.state.stats();
    const { rooms = 0, members = 0, sockets = 0 } = stats ?? {};
    return ctx.json({ ok: stats !== null, rooms, members, sockets }, {
      status: stats === null ? 503 : 200,
      headers: { "cache-control": "no-store" },
    });
  },
});
