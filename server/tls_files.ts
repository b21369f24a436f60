// The certificate and its key: read and checked, because node:https would listen with any junk.
import { createPrivateKey, X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import type { Config } from "./config/read_config.ts";

/** PEM texts. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
}

/** Reads both files by `read`; answers a sentence that names the setting if one cannot be used. */
export function loadTls(
  { certPath, keyPath }: NonNullable<Config["tls"]>,
  read: (path: string) => string,
): TlsFiles | string {
  const cert = attempt(() => read(certPath));
  if (cert === null) return `TLS_CERT: the file ${certPath} cannot be read.`;
  const key = attempt(() => read(keyPath));
  if (key === null) return `TLS_KEY: the file ${keyPath} cannot be read.`;
  const chain = attempt(() => chainOf(cert));
  const certificate = chain?.[0];
  if (certificate === undefined) {
    return `TLS_CERT: the file ${certPath} is not a certificate in PEM form.`;
  }
  const secret = attempt(() => createPrivateKey(key));
  if (secret === null) return `TLS_KEY: the file ${keyPath} is not a private key in PEM form.`;
  if (!certificate.checkPrivateKey(secret)) return "TLS_KEY: the key is not that of TLS_CERT.";
  const problem = contextProblem({ cert, key });
  if (problem !== null) return `TLS_CERT: the certificate cannot be used (${problem}).`;
  return { cert, key };
}

/** All certificates of the file; throws where one is torn, as while the file is being written. */
function chainOf(pem: string): X509Certificate[] {
  const blocks = pem.split(/(?=-----BEGIN )/); // other texts and a key may stand between them
  return blocks.filter((block) => /^-----BEGIN (?!.*KEY-)/.test(block)).map((block) =>
    new X509Certificate(block)
  );
}

/** Why TLS itself takes them not, as with an RSA key of 1024 bits; null if it does. */
function contextProblem(files: TlsFiles): string | null {
  try {
    createSecureContext({ ...files });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** What went wrong is said by the caller's sentence. */
function attempt<T>(action: () => T): T | null {
  try {
    return action();
  } catch {
    return null;
  }
}
