// Tells whoever runs the server which connections it refuses: a line a minute for each kind.
import type { RequestOrigin } from "./request_info.ts";

/** Why the server refused a client. */
export type Refusal =
  /** The page is not of this server, as far as `own` tells. */
  | { kind: "origin"; page: string; own: string | null; way: RequestOrigin }
  /** One address holds as many sockets as it may (ADDRESS_LIMIT). */
  | { kind: "address-full"; way: RequestOrigin }
  /** One address makes sockets faster than it may. */
  | { kind: "address-fast"; way: RequestOrigin }
  /** One address holds or makes more connections than it may. */
  | { kind: "connections" }
  /** One address asks for more pages than it may. */
  | { kind: "requests"; way: RequestOrigin }
  /** More requests wait than the server can answer soon. */
  | { kind: "busy" }
  /** A connection asked for too much, or did not read what it asked for. */
  | { kind: "unread" }
  /** A socket sent more than any page of ours does. */
  | { kind: "flood" }
  /** What came is no HTTP: TLS where there is no certificate, or a proxy's own greeting. */
  | { kind: "not-http"; seems: "tls" | "proxy-protocol" }
  /** What came is no TLS. */
  | { kind: "not-tls" }
  /** The client did not accept the certificate. */
  | { kind: "certificate" }
  /** A WebSocket without the header Upgrade: a proxy does not pass it on. */
  | { kind: "no-upgrade" }
  /** A connection that another process has, or had. */
  | { kind: "unknown-connection" }
  /** The headers of a request are longer than node:http reads. */
  | { kind: "headers" }
  /** A name of this server that HOSTS does not list. */
  | { kind: "host"; host: string }
  /** The page is older or newer than an update that changed the protocol. */
  | { kind: "version" }
  /** No room can be opened any more (ROOMS_LIMIT). */
  | { kind: "server-full" }
  /** One address has opened as many rooms as it may (ADDRESS_LIMIT). */
  | { kind: "address-rooms" };

/** Least time between two lines of one kind, in milliseconds. */
export const PAUSE_MS = 60_000;

/** Logs refusals, without any personal data. */
export class RefusalLog {
  readonly #write: (line: string) => void;
  readonly #steady: () => number;
  readonly #seen = new Map<string, { at: number; more: number }>();

  constructor({ write, steady }: { write: (line: string) => void; steady: () => number }) {
    this.#write = write;
    this.#steady = steady;
  }

  /** Logs one, or counts it for the next line of its kind. */
  readonly note = (refusal: Refusal): void => {
    const now = this.#steady();
    const known = this.#seen.get(refusal.kind);
    if (known !== undefined && now - known.at < PAUSE_MS) return void (known.more += 1);
    this.#seen.set(refusal.kind, { at: now, more: 0 });
    const more = known?.more ? ` (${known.more} more since the line before)` : "";
    this.#write(sentenceOf(refusal) + more);
  };
}

/** What it means for the operator, in one line. */
export function sentenceOf(refusal: Refusal): string {
  switch (refusal.kind) {
    case "origin":
      return originSentence(refusal);
    case "address-full":
      return `Sockets refused: one address holds as many as ADDRESS_LIMIT allows. ` +
        addressAdvice(refusal.way);
    case "address-fast":
      return `Sockets refused: one address makes them faster than ADDRESS_LIMIT allows. ` +
        addressAdvice(refusal.way);
    case "requests":
      return `Requests refused (429): one address asks for more than ADDRESS_LIMIT allows. ` +
        addressAdvice(refusal.way);
    case "not-http":
      return NOT_HTTP[refusal.seems];
    case "host":
      return "Requests refused (421): they name the host " +
        `${shown(refusal.host)}, which HOSTS does not list.`;
    default:
      return SENTENCES[refusal.kind];
  }
}

const NOT_HTTP = {
  "tls": "Connections refused: they speak TLS, but this server has no certificate. Open it by " +
    "http://, set TLS_CERT and TLS_KEY, or let the proxy connect by http://.",
  "proxy-protocol": "Connections refused: a proxy sends the PROXY protocol, which is not " +
    "understood here. Turn it off, and let the proxy set X-Forwarded-For.",
} as const;

/** Of those about which there is no more to say. */
const SENTENCES = {
  "connections":
    "Connections refused: one address holds or makes more than ADDRESS_LIMIT allows. " +
    "If it is a proxy, name it in TRUST_PROXY.",
  "busy": "Requests refused (503): more wait than can be answered.",
  "unread": "Connections cut: what they asked for was too much at once or was not read.",
  "flood": "Sockets cut: they sent more, or other things, than any page of this server does.",
  "not-tls": "Connections refused: they speak no TLS. Open it by https://, let the proxy connect " +
    "by https://, or set HTTP_PORT for those who come by http://.",
  "certificate": "Connections ended by clients: they do not accept the certificate of TLS_CERT " +
    "(expired, for another name, or without the rest of its chain).",
  "headers":
    "Requests refused (431): their headers are too long, as a rule by cookies that other " +
    "programs under this name have set.",
  "no-upgrade": "WebSockets refused: they come without the header Upgrade, so that people have " +
    "only the slower polling. Let the proxy pass Upgrade and Connection on (HTTP/1.1 to here).",
  "unknown-connection": "Requests refused: this process does not know their connection. If that " +
    "goes on, something in front sends a visitor to several processes: let it keep each to one.",
  "version": "Sockets refused: their pages speak another version of the protocol, and offer to " +
    "reload.",
  "server-full": "Rooms refused: as many are open as ROOMS_LIMIT allows.",
  "address-rooms": "Rooms refused: one address has opened as many as ADDRESS_LIMIT allows. If it " +
    "is a proxy, name it in TRUST_PROXY and let it set X-Forwarded-For.",
} as const satisfies Partial<Record<Refusal["kind"], string>>;

function originSentence({ page, own, way }: Refusal & { kind: "origin" }): string {
  return `Sockets refused: the page is at ${shown(page)}, but this server takes itself to be at ` +
    `${own === null ? "no address (no Host header)" : shown(own)}. ${originAdvice(way)}`;
}

function originAdvice({ forwarded, trusted, proxy }: RequestOrigin): string {
  if (trusted) {
    return "Let the proxy set X-Forwarded-Proto and X-Forwarded-Host (with the port) to what " +
      "visitors see.";
  }
  const first = forwarded ? "It sends X-Forwarded- headers, which are not believed: name" : "Name";
  return `If that page is yours, a proxy stands between. ${first} ${itsName(proxy)} in ` +
    "TRUST_PROXY, and let it set X-Forwarded-Proto and X-Forwarded-Host, or pass Host on unchanged.";
}

function addressAdvice({ forwarded, named, trusted, proxy }: RequestOrigin): string {
  if (trusted) {
    return named
      ? "Raise it if a school or an office is behind that address."
      : "It is the proxy itself, which names nobody: let it set X-Forwarded-For.";
  }
  return forwarded
    ? `It sends X-Forwarded-For, which is not believed: name that proxy${
      proxy === "" ? "" : ` (${proxy})`
    } in TRUST_PROXY.`
    : "Raise it if a school or an office is behind that address; if it is a proxy, name it in " +
      "TRUST_PROXY and let it set X-Forwarded-For.";
}

function itsName(proxy: string): string {
  return proxy === "" ? "it" : `it (${proxy})`;
}

/** Clients choose this text: it must neither end the line nor fill the log. */
function shown(text: string): string {
  return text.replace(/[^\x21-\x7e]/g, "?").slice(0, 120);
}
