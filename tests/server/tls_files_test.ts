// Certificates: what cannot be used is named in a sentence.
import assert from "node:assert/strict";
import { loadTls } from "@/server/tls_files.ts";
import { selfSigned } from "../fakes/certificate.ts";

const PATHS = { certPath: "cert.pem", keyPath: "key.pem" };

function load(files: Record<string, string>) {
  return loadTls(PATHS, (path) => {
    const text = files[path];
    if (text === undefined) throw new Deno.errors.NotFound(path);
    return text;
  });
}

Deno.test("a certificate and its key are taken as they are", () => {
  const { cert, key } = selfSigned();
  assert.deepEqual(load({ "cert.pem": cert, "key.pem": key }), { cert, key });
  const whole = `Subject: a\n${cert}\nSubject: b\n${selfSigned().cert}${key}`;
  assert.deepEqual(load({ "cert.pem": whole, "key.pem": key }), { cert: whole, key });
});

Deno.test("files that cannot be read, are something else or do not fit are named", () => {
  const { cert, key } = selfSigned();
  const other = selfSigned();
  const weak = selfSigned("localhost", { rsaBits: 1_024 });
  const cases: [files: Record<string, string>, sentence: RegExp][] = [
    [{}, /^TLS_CERT: the file cert.pem cannot be read\.$/],
    [{ "cert.pem": cert }, /^TLS_KEY: the file key.pem cannot be read\.$/],
    [{ "cert.pem": "", "key.pem": key }, /^TLS_CERT: .* is not a certificate/],
    [{ "cert.pem": cert + other.cert.slice(0, 300), "key.pem": key }, /^TLS_CERT: .* is not a/],
    [{ "cert.pem": cert + other.cert.slice(0, 20), "key.pem": key }, /^TLS_CERT: .* is not a/],
    [{ "cert.pem": key, "key.pem": cert }, /^TLS_CERT: .* is not a certificate/],
    [{ "cert.pem": cert, "key.pem": "junk" }, /^TLS_KEY: .* is not a private key/],
    [{ "cert.pem": cert, "key.pem": cert }, /^TLS_KEY: .* is not a private key/],
    [{ "cert.pem": weak.cert, "key.pem": weak.key }, /^TLS_CERT: .* cannot be used \(.*small\)\.$/],
    [{ "cert.pem": cert, "key.pem": other.key }, /^TLS_KEY: the key is not that of TLS_CERT\.$/],
  ];
  for (const [files, sentence] of cases) {
    const loaded = load(files);
    assert.ok(typeof loaded === "string");
    assert.match(loaded, sentence);
  }
});
