// csp(): the middleware that sends a Content-Security-Policy.
import { randomBytes } from "node:crypto";
import type { Middleware } from "../types.ts";
import { currentScope, type Nonce } from "./scope.ts";

/** Options of {@link csp}. */
export interface CSPOptions {
  /** Only report what the policy would forbid. */
  reportOnly?: boolean;
  /** Where browsers report to. */
  reportTo?: string;
  /** Directives that replace the defaults of the same name, or come on top of them. */
  csp?: string[];
  /** Inline scripts and styles carry a nonce, in place of `'unsafe-inline'`. */
  useNonce?: boolean;
}

const DEFAULTS = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "media-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "upgrade-insecure-requests",
];

const INLINE = /\s+'unsafe-inline'/i;
/** The directives in which a nonce takes the place of `'unsafe-inline'`. */
const WITH_NONCE = new Set([
  "script-src",
  "style-src",
  "default-src",
  "script-src-elem",
  "style-src-elem",
  "style-src-attr",
]);

/**
 * Sends a Content-Security-Policy with every response of the routes after it. With `useNonce` a
 * rendered page is sent a nonce that its inline scripts and styles carry, new for each request;
 * what is not rendered has nothing inline, so there `'unsafe-inline'` falls away.
 */
export function csp<State>(options: CSPOptions = {}): Middleware<State> {
  const { reportOnly = false, reportTo, useNonce = false } = options;
  const directives = merged(DEFAULTS, options.csp ?? []);
  if (reportTo !== undefined) directives.push(`report-uri ${reportTo}`, "report-to csp-endpoint");
  const name = `Content-Security-Policy${reportOnly ? "-Report-Only" : ""}`;
  return async (ctx) => {
    const scope = currentScope();
    const nonce: Nonce = { value: randomBytes(16).toString("hex"), isUsed: false };
    if (useNonce && scope !== undefined) scope.nonce = nonce;
    const response = await ctx.next();
    const policy = useNonce ? withNonce(directives, nonce) : directives;
    response.headers.set(name, policy.join("; "));
    if (reportTo !== undefined) {
      response.headers.set("Reporting-Endpoints", `csp-endpoint="${reportTo}"`);
    }
    return response;
  };
}

/** The defaults with those left out that `own` names itself. */
function merged(defaults: readonly string[], own: readonly string[]): string[] {
  const names = new Set(own.map(nameOf));
  return [...defaults.filter((directive) => !names.has(nameOf(directive))), ...own];
}

function withNonce(directives: readonly string[], { value, isUsed }: Nonce): string[] {
  const instead = isUsed ? ` 'nonce-${value}'` : "";
  return directives.map((directive) =>
    WITH_NONCE.has(nameOf(directive)) ? directive.replace(INLINE, instead) : directive
  );
}

function nameOf(directive: string): string {
  return directive.trim().split(/\s/, 1)[0]!.toLowerCase();
}
