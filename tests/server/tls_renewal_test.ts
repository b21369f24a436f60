// Certificates renewed under a running server, as certbot does it: links that lead to new files.
import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { connect } from "node:tls";
import { buildOnce, freePort } from "../browser/harness/server.ts";
import { until } from "../browser/harness/wait.ts";
import { type Certificate, selfSigned } from "../fakes/certificate.ts";

const printOf = ({ cert }: Pick<Certificate, "cert">) => new X509Certificate(cert).fingerprint256;

/** The fingerprint of the certificate that a new connection gets. */
function served(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false }, () => {
      const { fingerprint256 } = socket.getPeerCertificate();
      socket.destroy();
      resolve(fingerprint256);
    });
    socket.on("error", reject);
  });
}

/** Writes a pair into the archive and lets the links of `live` lead to it. */
async function install(dir: string, { cert, key }: { cert: string; key: string }): Promise<void> {
  const number = crypto.randomUUID();
  await Deno.mkdir(`${dir}/archive`, { recursive: true });
  await Deno.mkdir(`${dir}/live`, { recursive: true });
  for (const [name, text] of [["cert", cert], ["key", key]] as const) {
    await Deno.writeTextFile(`${dir}/archive/${name}${number}.pem`, text);
    await Deno.remove(`${dir}/live/${name}.pem`).catch(() => {}); // the first time there is none
    await Deno.symlink(`${dir}/archive/${name}${number}.pem`, `${dir}/live/${name}.pem`);
  }
}

Deno.test("SIGHUP serves a renewed certificate, keeps the old for a broken one, and ends nothing", async () => {
  await buildOnce();
  const dir = await Deno.makeTempDir();
  const [first, second] = [selfSigned(), selfSigned()];
  await install(dir, first);
  const [port, httpPort] = [freePort(), freePort()];
  const server = new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "start"],
    env: {
      ...{ NO_COLOR: "1", HOST: "127.0.0.1", STUN_URLS: "", SECRET: "a secret of the tests" },
      ...{ TLS_CERT: `${dir}/live/cert.pem`, TLS_KEY: `${dir}/live/key.pem` },
      ...{ PORT: String(port), HTTP_PORT: String(httpPort), DATA_DIR: `${dir}/data` },
    },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let said = "";
  const reading = [server.stdout, server.stderr].map(async (stream) => {
    for await (const text of stream.pipeThrough(new TextDecoderStream())) said += text;
  });
  const says = (words: RegExp) =>
    until(() => Promise.resolve(words.test(said)), { what: String(words), ok: Boolean });
  try {
    const what = "an answer over TLS";
    assert.equal(await until(() => served(port), { what, timeout: 60_000 }), printOf(first));
    await install(dir, second);
    server.kill("SIGHUP");
    await says(/the new certificate is served/);
    assert.equal(await served(port), printOf(second));
    await install(dir, { ...first, cert: "junk" });
    server.kill("SIGHUP");
    await says(
      /TLS_CERT: .* is not a certificate in PEM form\. The certificate of before is served/,
    );
    assert.equal(await served(port), printOf(second));
    const led = await fetch(`http://127.0.0.1:${httpPort}/r/room1`, { redirect: "manual" });
    await led.body?.cancel();
    assert.equal(led.headers.get("location"), `https://127.0.0.1:${port}/r/room1`);
  } finally {
    server.kill("SIGTERM");
    await Promise.all([server.status, ...reading]);
    await Deno.remove(dir, { recursive: true });
  }
});
