// For every page: language and theme of the visitor, and the security headers.
import { csp } from "fresh";
import { readRoomPath, roomPath } from "@/protocol/link_parts.ts";
import { define, type State } from "@/utils.ts";
import { pageHeaders } from "./(_parts)/security.ts";
import { meet } from "./(_parts)/request_state.ts";
import { takeChoices } from "./(_parts)/reader_preferences.ts";

export default define.middleware(async (ctx) => {
  const { origin } = meet(ctx);
  const choices = isRead(ctx.req) ? takeChoices(ctx.url, origin) : null;
  const response = choices !== null
    ? ctx.redirect(choices.to, 303)
    : oneAddress(ctx.url, ctx.redirect.bind(ctx)) ?? await withNonce(ctx);
  for (const cookie of choices?.cookies ?? []) response.headers.append("set-cookie", cookie);
  const nonce = /'nonce-\w+'/.exec(response.headers.get("content-security-policy") ?? "")?.[0];
  for (const [name, value] of pageHeaders(origin, nonce)) response.headers.set(name, value);
  return response;
});

/** Fresh's own policy goes by the nonce it makes; ours, which is stricter, takes its place. */
const withNonce = csp<State>({ useNonce: true });

/**
 * "/r/room/", "/r//room" and "/R/room" are that room, too: browsers take what stands behind "#" along.
 * Where somebody encoded the "#" behind a slash, the key goes back behind it, to be sent no more.
 */
function oneAddress({ pathname, search }: URL, redirect: Redirect): Response | null {
  const [, room, rest = ""] = /^\/+r\/+([^/]+)(\/.*)?$/i.exec(pathname) ?? [];
  if (room === undefined) return null;
  const path = `/r/${room}`;
  if (rest.replaceAll("/", "") === "") {
    return path === pathname ? null : redirect(path + search, 308);
  }
  const link = /^\/+%(?:25)*23/.test(rest) ? readRoomPath(room + rest.replace(/^\/+/, "")) : null;
  return link === null ? null : redirect(roomPath(link), 308);
}

type Redirect = (to: string, status: number) => Response;

function isRead({ method }: Request): boolean {
  return method === "GET" || method === "HEAD";
}
