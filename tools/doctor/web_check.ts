// The way of a visitor: page, origin, WebSocket, the address that the server sees, the clock.
import { isLoopback } from "../../signaling/gateway/client_address.ts";
import { type Finding, well, wrong } from "./finding.ts";
import { reasonOf } from "./machine_check.ts";

const ANSWER_MS = 5_000;
/** Seconds that clocks may be apart: a TURN credential lasts ten minutes, a token of OIDC less. */
const MAX_APART_S = 5;
/** An address of documentation (RFC 5737), which nobody has. */
const FORGED = "203.0.113.77";

/** What the server says of a request of ours; `routes/doctor.ts` answers it. */
export interface SeenRequest {
  /** The address as which the sender counts. */
  address: string;
  /** Who is at the other end of the connection. */
  peer: string;
  /** Whether the request has a header that proxies add. */
  forwarded: boolean;
  /** Whether the server believes it. */
  trusted: boolean;
}

/** What the checks need. */
export interface WebOptions {
  /** Where visitors see the server. */
  url: URL;
  /** METRICS_TOKEN; "" for none. */
  token: string;
  /** Whether the settings say that there is a proxy. */
  hasProxy: boolean;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** Asks as a visitor does. Where no page comes, the rest is not asked. */
export async function checkWeb(options: WebOptions): Promise<Finding[]> {
  const health = new URL("/healthz", options.url);
  const page = await ask(health);
  if (typeof page === "string") return [wrong("page.none", { url: options.url.origin, why: page })];
  const said = await page.json().catch(() => null);
  if (page.status !== 200 || said?.ok !== true) {
    return [wrong("page.other", { url: health.href, status: page.status })];
  }
  const rest = [checkOrigin(options.url), checkWebSocket(options.url), checkAddress(options)];
  return [
    well("page.ok", { url: options.url.origin }),
    ...await Promise.all(rest),
    ...checkClock(options, page),
  ];
}

/** The answer, or why there is none. */
async function ask(url: URL, headers: Record<string, string> = {}): Promise<Response | string> {
  try {
    return await fetch(url, {
      headers,
      redirect: "manual",
      signal: AbortSignal.timeout(ANSWER_MS),
    });
  } catch (error) {
    return reasonOf(error instanceof Error && error.cause ? error.cause : error);
  }
}

/** A socket of a page of ours is refused where the server takes itself for another address. */
async function checkOrigin(url: URL): Promise<Finding> {
  const { origin } = url;
  const answer = await ask(new URL("/socket.io/?EIO=4&transport=polling", url), { origin });
  if (typeof answer === "string") return wrong("page.none", { url: url.href, why: answer });
  const text = await answer.text();
  if (answer.ok) return well("origin.ok", { origin });
  const [, own] = /origin ([^"\s]*)/.exec(text) ?? [];
  return own === undefined
    ? wrong("page.other", { url: answer.url, status: answer.status })
    : wrong("origin.wrong", { own, origin });
}

function checkWebSocket(url: URL): Promise<Finding> {
  const address = new URL("/socket.io/?EIO=4&transport=websocket", url);
  address.protocol = url.protocol.replace("http", "ws");
  const socket = new WebSocket(address);
  return new Promise((resolve) => {
    const end = (finding: Finding) => {
      clearTimeout(alarm);
      socket.close();
      resolve(finding);
    };
    const alarm = setTimeout(() => end(wrong("websocket.none")), ANSWER_MS);
    socket.onerror = () => end(wrong("websocket.none"));
    socket.onmessage = () => end(well("websocket.ok")); // the server speaks first
  });
}

async function checkAddress({ url, token, hasProxy }: WebOptions): Promise<Finding> {
  if (token === "") return well("address.unasked");
  const authorization = `Bearer ${token}`;
  const seen = await seenBy(url, { authorization });
  const deceived = await seenBy(url, { authorization, "x-forwarded-for": FORGED });
  if (seen === null || deceived === null) return well("address.unasked");
  // From the proxy's own machine one's address is as good as the proxy's: that cannot be told apart.
  const isOfProxy = seen.forwarded && isLoopback(seen.address);
  if (deceived.address === FORGED && !isOfProxy) return wrong("address.forged");
  if (seen.forwarded && !seen.trusted) return wrong("address.untrusted", { peer: seen.peer });
  if (hasProxy && !seen.forwarded) return wrong("address.missing");
  return well("address.ok", { address: seen.address });
}

async function seenBy(url: URL, headers: Record<string, string>): Promise<SeenRequest | null> {
  const answer = await ask(new URL("/doctor", url), headers);
  return typeof answer === "string" || !answer.ok ? null : await answer.json();
}

/** Pure. Only an address that the operator named is compared with: nobody else is asked the time. */
export function checkClock(
  { url, now }: Pick<WebOptions, "url" | "now">,
  { headers }: Pick<Response, "headers">,
): Finding[] {
  const there = Date.parse(headers.get("date") ?? "");
  if (url.protocol !== "https:" || Number.isNaN(there)) return [];
  const seconds = Math.max(0, Math.round(Math.abs(now() - there) / 1_000) - 1); // Date has no fractions
  return [
    seconds > MAX_APART_S
      ? wrong("clock.off", { host: url.hostname, seconds })
      : well("clock.ok", { seconds }),
  ];
}
