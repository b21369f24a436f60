// What HTTP_PORT answers: the same address over HTTPS, if the name is one of ours.
import { X509Certificate } from "node:crypto";
import type { FetchHandler } from "./http_server.ts";

export interface RedirectOptions {
  /** Where HTTPS listens. */
  port: number;
  /** The certificate that is served now, in PEM form. */
  cert: () => string;
}

/**
 * Leads to HTTPS. A Host header is anybody's word, so only names that the certificate stands for are
 * led to; others would be refused by the browser there anyway.
 */
export function redirectToHttps({ port, cert }: RedirectOptions): FetchHandler {
  return (request) => {
    const url = new URL(request.url);
    if (!isNamedIn(cert(), url.hostname)) return new Response(null, { status: 421 });
    const place = port === 443 ? url.hostname : `${url.hostname}:${port}`;
    const location = `https://${place}${url.pathname}${url.search}`;
    const headers = { location, "cache-control": "no-cache", "content-length": "0" };
    return new Response(null, { status: 308, headers });
  };
}

function isNamedIn(cert: string, hostname: string): boolean {
  const certificate = new X509Certificate(cert);
  const address = hostname.replace(/^\[|\]$/g, "");
  const isAddress = address.includes(":") || /^[\d.]+$/.test(address);
  if (isAddress) return certificate.checkIP(address) !== undefined;
  if (certificate.checkHost(address) !== undefined) return true;
  const [, parent] = /^[^.]+(\..+)$/.exec(address) ?? []; // Deno's checkHost() knows no "*."
  return parent !== undefined && wildcardsOf(certificate).includes(`*${parent}`);
}

function wildcardsOf({ subjectAltName = "" }: X509Certificate): string[] {
  const found = subjectAltName.matchAll(/(?:^|, )DNS:(\*\.[a-z\d.-]+)(?=,|$)/gi);
  return [...found].map(([, name = ""]) => name.toLowerCase());
}
