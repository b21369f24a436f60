// For main.ts, before staticFiles(): files get those security headers that are not only for pages.
import { define } from "@/utils.ts";
import { meet } from "./meet.ts";
import { commonHeaders } from "./security.ts";

/** Adds {@link commonHeaders} to every answer. */
export const fileHeaders = define.middleware(async (ctx) => {
  const response = await ctx.next();
  for (const [name, value] of commonHeaders(meet(ctx).origin)) response.headers.set(name, value);
  return response;
});
