// Renewed certificates: noticed by their content, and only whole pairs are served.
import assert from "node:assert/strict";
import { TlsWatch } from "@/server/tls_watch.ts";
import { selfSigned } from "../fakes/certificate.ts";

const PATHS = { certPath: "cert.pem", keyPath: "key.pem" };

function watching() {
  const { cert, key } = selfSigned();
  const files: Record<string, string> = { "cert.pem": cert, "key.pem": key };
  const served: string[] = [];
  const problems: string[] = [];
  const watch = new TlsWatch({
    paths: PATHS,
    files: { cert, key },
    read: (path) => {
      const text = files[path];
      if (text === undefined) throw new Deno.errors.NotFound(path);
      return text;
    },
    onChange: (renewed) => served.push(renewed.cert),
    onProblem: (sentence) => problems.push(sentence),
  });
  return { watch, files, served, problems };
}

Deno.test("files that stay the same change nothing", () => {
  const { watch, served, problems } = watching();
  watch.look();
  watch.look({ now: true });
  assert.deepEqual([served, problems], [[], []]);
});

Deno.test("between the two writes of a renewal nothing is said and nothing changes", () => {
  const { watch, files, served, problems } = watching();
  const renewed = selfSigned();
  files["cert.pem"] = renewed.cert;
  watch.look();
  assert.deepEqual([served, problems], [[], []]);
  files["key.pem"] = renewed.key;
  watch.look();
  assert.deepEqual([served, problems], [[renewed.cert], []]);
  assert.equal(watch.files.cert, renewed.cert);
});

Deno.test("a broken certificate is told once, the old one stays, and a good one follows", () => {
  const { watch, files, served, problems } = watching();
  const before = watch.files;
  files["cert.pem"] = "junk";
  for (let i = 0; i < 5; i++) watch.look();
  assert.equal(problems.length, 1);
  assert.match(problems[0] ?? "", /^TLS_CERT: .* is not a certificate/);
  assert.equal(watch.files, before);
  delete files["key.pem"]; // another mistake is told, too
  delete files["cert.pem"];
  for (let i = 0; i < 5; i++) watch.look();
  assert.equal(problems.length, 2);
  const renewed = selfSigned();
  Object.assign(files, { "cert.pem": renewed.cert, "key.pem": renewed.key });
  watch.look();
  assert.deepEqual(served, [renewed.cert]);
  files["cert.pem"] = "junk";
  watch.look();
  watch.look();
  assert.equal(problems.length, 3, "what was put right and broken again is told again");
});

Deno.test("who asks is told at once what is wrong, each time", () => {
  const { watch, files, problems } = watching();
  files["key.pem"] = "junk";
  watch.look({ now: true });
  watch.look({ now: true });
  assert.equal(problems.length, 2);
});
