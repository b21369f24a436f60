// Everything below /api/ goes to the HTTP API, whatever its method.
import { define } from "@/utils.ts";
import { clientKey, meet } from "../(_parts)/request_state.ts";

export const handler = define.handlers(async (ctx) => {
  const { origin, api } = meet(ctx);
  return await api.answer(ctx.req, { origin, address: clientKey(ctx) });
});
