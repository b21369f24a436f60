// Answers of the sign-in: on to another address, or why not.
import type { SignInProblem, Step } from "@/server/signin/mod.ts";

/** Sends a browser on. Not `ctx.redirect()`, which leads to no other server. */
export function away({ to, cookies }: Step): Response {
  const headers = new Headers({ location: to });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}

/** The status of the page that tells of a problem. */
export function problemStatus(problem: SignInProblem): number {
  switch (problem) {
    case "declined":
      return 403;
    case "stale":
    case "refused":
      return 400;
    case "unreachable":
      return 502;
    default:
      return problem satisfies never;
  }
}
