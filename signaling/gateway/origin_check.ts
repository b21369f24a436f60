// Which web pages may open a socket here: only our own.

/** What of an HTTP request tells where it was sent to. */
export interface Asked {
  /** Header names in lower case, as node:http has them. */
  headers: Record<string, string | string[] | undefined>;
  /** Whether it came over TLS. */
  encrypted: boolean;
}

/**
 * The origin under which this server was asked ("https://host:port"), null if it cannot be told.
 * The X-Forwarded- headers count only with `trustProxy`: anybody can send them.
 */
export function ownOrigin(
  { headers, encrypted }: Asked,
  { trustProxy }: { trustProxy: boolean },
): string | null {
  const forwarded = (name: string) => trustProxy ? first(headers[name]) : undefined;
  const host = forwarded("x-forwarded-host") ?? first(headers.host);
  const scheme = forwarded("x-forwarded-proto") ?? (encrypted ? "https" : "http");
  return host === undefined ? null : originOf(`${scheme}://${host}`);
}

/**
 * Whether a request comes from a page of this server. Browsers always say where a WebSocket comes
 * from and CORS does not apply to it; who says nothing is no browser, and there are no cookies here
 * that another page could misuse.
 */
export function isFromOwnPage(asked: Asked, options: { trustProxy: boolean }): boolean {
  const origin = asked.headers.origin;
  if (origin === undefined) return true;
  if (typeof origin !== "string") return false;
  const own = ownOrigin(asked, options);
  return own !== null && originOf(origin) === own && !/[/?#@]/.test(origin.replace("://", ""));
}

/** An origin without what is not part of it, for a log; "" if it is none. */
export function plainOrigin(value: string | string[] | undefined): string {
  return typeof value === "string" ? originOf(value) ?? "" : "";
}

/** The first of a list of proxies is the one next to the client. */
function first(value: string | string[] | undefined): string | undefined {
  const text = Array.isArray(value) ? value[0] : value;
  return text?.split(",")[0]?.trim() || undefined;
}

function originOf(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { protocol, origin } = new URL(text);
  return protocol === "http:" || protocol === "https:" ? origin : null;
}
