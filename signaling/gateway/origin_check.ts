// Lets only web pages of this server connect to it.

/** The part of an HTTP request that tells where it was sent. */
export interface Asked {
  /** Header names in lower case, as node:http has them. */
  headers: Record<string, string | string[] | undefined>;
  /** Whether it came over TLS. */
  encrypted: boolean;
}

/**
 * The origin under which the client addresses this server ("https://host:port"), null if unknown.
 * The X-Forwarded- headers count only with `trustProxy`: anybody can send them.
 */
export function ownOrigin(
  { headers, encrypted }: Asked,
  { trustProxy }: { trustProxy: boolean },
): string | null {
  const forwarded = (name: string) => trustProxy ? first(headers[name]) : undefined;
  const host = forwarded("x-forwarded-host") ?? first(headers.host);
  const scheme = webScheme(forwarded("x-forwarded-proto")) ?? (encrypted ? "https" : "http");
  return host === undefined ? null : originOf(`${scheme}://${host}`);
}

/**
 * Whether a request comes from a page of this server. Browsers always send the origin of a WebSocket,
 * and CORS does not apply to it. A client without an origin is no browser, and may connect: there are
 * no cookies here that another page could misuse.
 */
export function isFromOwnPage(asked: Asked, options: { trustProxy: boolean }): boolean {
  const origin = asked.headers.origin;
  if (origin === undefined) return true;
  if (typeof origin !== "string") return false;
  const own = ownOrigin(asked, options);
  return own !== null && originOf(origin) === own && !/[/?#@]/.test(origin.replace("://", ""));
}

/** A clean origin for a log; "" if the text is none. */
export function plainOrigin(value: string | string[] | undefined): string {
  return typeof value === "string" ? originOf(value) ?? "" : "";
}

/** The first of a list of proxies is the one next to the client. */
function first(value: string | string[] | undefined): string | undefined {
  const text = Array.isArray(value) ? value[0] : value;
  return text?.split(",")[0]?.trim() || undefined;
}

/** Some proxies (Traefik) name the scheme of the WebSocket, which has the same origin as its page. */
function webScheme(scheme: string | undefined): string | undefined {
  return scheme?.toLowerCase().replace(/^ws(s?)$/, "http$1");
}

function originOf(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { protocol, origin } = new URL(text);
  return protocol === "http:" || protocol === "https:" ? origin : null;
}
