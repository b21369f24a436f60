// Certificates: of the files that the settings name, and the one that visitors are shown.
import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { connect } from "node:tls";
import { loadTls } from "../../server/tls_files.ts";
import type { Config } from "../../server/config/read_config.ts";
import { type Finding, well, wrong } from "./finding.ts";

const DAY_MS = 86_400_000;
/** Let's Encrypt renews 30 days before the end: whoever has less has no renewal that works. */
const MIN_DAYS = 14;
const ANSWER_MS = 5_000;

/** The files of TLS_CERT and TLS_KEY. `now` in milliseconds since 1970. */
export function checkTlsFiles(tls: Config["tls"], host: string, now: number): Finding[] {
  if (tls === null) return [];
  const files = loadTls(tls, Deno.readTextFileSync);
  if (typeof files === "string") return [wrong("certificate.file", { sentence: files })];
  return [judge(new X509Certificate(files.cert), host, now)];
}

/** The certificate that stands at an https address; nothing where nobody answers at all. */
export async function checkServedCertificate(url: URL, now: number): Promise<Finding[]> {
  if (url.protocol !== "https:") return [];
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const shown = await shownAt(host, Number(url.port || 443));
  if (shown === null) return [];
  const finding = judge(shown.certificate, host, now);
  if (!finding.ok || shown.problem === null) return [finding];
  return [wrong("certificate.chain", { host, why: shown.problem })];
}

function judge(certificate: X509Certificate, host: string, now: number): Finding {
  const end = Date.parse(certificate.validTo);
  const until = new Date(end).toISOString().slice(0, 10);
  const days = Math.floor((end - now) / DAY_MS);
  if (end <= now) return wrong("certificate.ended", { host, until });
  const fits = isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host);
  if (fits === undefined) return wrong("certificate.name", { host });
  return days < MIN_DAYS
    ? wrong("certificate.ends", { host, until, days })
    : well("certificate.ok", { host, until, days });
}

interface Shown {
  certificate: X509Certificate;
  /** Why it is not trusted; null if it is. */
  problem: string | null;
}

function shownAt(host: string, port: number): Promise<Shown | null> {
  return new Promise((resolve) => {
    const servername = isIP(host) === 0 ? host : "";
    const socket = connect({ host, port, servername, rejectUnauthorized: false }, () => {
      const { raw } = socket.getPeerCertificate();
      const problem = socket.authorized ? null : String(socket.authorizationError);
      socket.destroy();
      resolve(raw === undefined ? null : { certificate: new X509Certificate(raw), problem });
    });
    socket.setTimeout(ANSWER_MS, () => socket.destroy());
    socket.on("error", () => resolve(null));
    socket.on("close", () => resolve(null));
  });
}
