// For main.ts, before staticFiles(): files get those security headers that are not only for pages.
import { define } from "@/utils.ts";
import { meet } from "./request_state.ts";
import { commonHeaders } from "./security.ts";

/** Adds {@link commonHeaders} to every answer. */
export const fileHeaders = define.middleware(async (ctx) => {
  const response = await ctx.next();
  for (const [name, value] of commonHeaders(meet(ctx).origin)) response.headers.set(name, value);
  // It lies among the made files, and is to answer for every page.
  if (ctx.url.pathname === "/gen/worker.js") response.headers.set("service-worker-allowed", "/");
  return response;
});
