// For every page: language and theme of the visitor, and the security headers.
import { define } from "@/utils.ts";
import { pageHeaders } from "./(_parts)/security.ts";
import { meet } from "./(_parts)/meet.ts";
import { takeChoices } from "./(_parts)/visitor.ts";

export default define.middleware(async (ctx) => {
  const { origin } = meet(ctx);
  const choices = isRead(ctx.req) ? takeChoices(ctx.url, origin) : null;
  const response = choices === null ? await ctx.next() : ctx.redirect(choices.to, 303);
  for (const cookie of choices?.cookies ?? []) response.headers.append("set-cookie", cookie);
  for (const [name, value] of pageHeaders(origin)) response.headers.set(name, value);
  return response;
});

function isRead({ method }: Request): boolean {
  return method === "GET" || method === "HEAD";
}
