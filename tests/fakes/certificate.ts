// A certificate for localhost, made on the spot, so that no private key lies in the repository.
import { createHash, generateKeyPairSync, sign } from "node:crypto";

/** PEM texts of a self-signed certificate and its key, good for an hour. */
export interface Certificate {
  cert: string;
  key: string;
  /** SHA-256 of its public key (SPKI), in base 64: what a browser can be told to believe. */
  fingerprint: string;
}

/** Makes one, with a new key each time, for 127.0.0.1 and a name; `rsaBits` for a key of that kind. */
export function selfSigned(host = "localhost", { rsaBits = 0 } = {}): Certificate {
  const { publicKey, privateKey } = rsaBits === 0
    ? generateKeyPairSync("ec", { namedCurve: "prime256v1" })
    : generateKeyPairSync("rsa", { modulusLength: rsaBits });
  const spki = new Uint8Array(publicKey.export({ type: "spki", format: "der" }));
  const day = (offset: number) => new Date(Date.now() + offset).toISOString().replace(/\D/g, "");
  const time = (offset: number) => der(0x17, ascii(`${day(offset).slice(2, 14)}Z`));
  const name = sequence(set(sequence(oid(2, 5, 4, 3), der(0x0c, ascii("localhost")))));
  const algorithm = rsaBits === 0
    ? sequence(oid(1, 2, 840, 10045, 4, 3, 2)) // ecdsa-with-SHA256
    : sequence(oid(1, 2, 840, 113549, 1, 1, 11), der(0x05, [])); // sha256WithRSAEncryption
  const names = sequence(der(0x82, ascii(host)), der(0x87, [127, 0, 0, 1]));
  const extension = sequence(oid(2, 5, 29, 17), der(0x04, names)); // subjectAltName
  const body = sequence(
    der(0xa0, der(0x02, [2])), // version 3
    der(0x02, [1]), // serial number
    algorithm,
    name,
    sequence(time(-60_000), time(3_600_000)),
    name,
    [...spki],
    der(0xa3, sequence(extension)),
  );
  const signature = sign("sha256", new Uint8Array(body), privateKey);
  const certificate = sequence(body, algorithm, der(0x03, [0, ...signature]));
  return {
    cert: pem("CERTIFICATE", certificate),
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    fingerprint: createHash("sha256").update(spki).digest("base64"),
  };
}

/** A value in DER: tag, length, content (X.690 section 8). */
function der(tag: number, content: number[]): number[] {
  const { length } = content;
  if (length < 0x80) return [tag, length, ...content];
  if (length < 0x100) return [tag, 0x81, length, ...content];
  return [tag, 0x82, length >> 8, length & 0xff, ...content];
}

function sequence(...parts: number[][]): number[] {
  return der(0x30, parts.flat());
}

function set(...parts: number[][]): number[] {
  return der(0x31, parts.flat());
}

function oid(first: number, second: number, ...rest: number[]): number[] {
  return der(0x06, [first * 40 + second, ...rest.flatMap(base128)]);
}

function base128(value: number): number[] {
  const low = [value & 0x7f];
  for (let high = value >> 7; high > 0; high >>= 7) low.unshift((high & 0x7f) | 0x80);
  return low;
}

function ascii(text: string): number[] {
  return [...new TextEncoder().encode(text)];
}

function pem(label: string, content: number[]): string {
  const lines = new Uint8Array(content).toBase64().match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}
