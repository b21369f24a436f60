// The doctor against planted faults: each is named, with what to do, in three languages.
import assert from "node:assert/strict";
import { type Environment, readConfig } from "@/server/config/read_config.ts";
import { checkServedCertificate, checkTlsFiles } from "@/tools/doctor/certificate_check.ts";
import type { Finding } from "@/tools/doctor/finding.ts";
import { checkDisk, checkFiles } from "@/tools/doctor/machine_check.ts";
import { checkMedia } from "@/tools/doctor/media_check.ts";
import { checkOidc } from "@/tools/doctor/oidc_check.ts";
import { checkSettings } from "@/tools/doctor/settings_check.ts";
import { checkTurnInside } from "@/tools/doctor/turn_check.ts";
import { checkClock } from "@/tools/doctor/web_check.ts";
import { type Key, LANGUAGES, sentence } from "@/tools/doctor/words.ts";
import type { IceSettings, OwnTurn } from "@/signaling/media/ice.ts";
import { createWebServer } from "@/server/http_server.ts";
import { freePort } from "../../browser/harness/server.ts";
import { selfSigned } from "../../fakes/certificate.ts";
import { socketOn } from "../../server/stun/stun_client.ts";
import { coturnMissing, SECRET, startCoturn } from "../../turn/coturn.ts";
import { Inside, PEER } from "../../turn/inside.ts";

const V4 = "127.0.0.1";
const HOUR_MS = 3_600_000;

/** Which faults are told; each with a whole sentence in every language. */
export function faults(found: readonly Finding[]): Key[] {
  for (const { says, values } of found) {
    const said = LANGUAGES.map((language) => sentence(says, values, language));
    for (const text of said) assert.match(text, /^[^{}]+\.?.*[.)]$/s, text);
    assert.equal(new Set(said).size, LANGUAGES.length, said.join());
  }
  return found.filter(({ ok }) => !ok).map(({ says }) => says);
}

function settings(environment: Environment): Key[] {
  const config = readConfig(environment);
  assert.ok(typeof config === "object", String(config));
  return faults(checkSettings(config, environment));
}

Deno.test("settings that do not go together", () => {
  const good = { HOST: V4, STUN_HOST: "0.0.0.0", TRUST_PROXY: "1" };
  assert.deepEqual(settings(good), []);
  assert.deepEqual(settings({ TRUST_PROXY: "127.0.0.1" }), []);
  assert.deepEqual(settings({ TRUST_PROXY: "1" }), ["settings.openTrust"]);
  assert.deepEqual(settings({}), ["settings.noHttps"]);
  assert.deepEqual(settings({ HOST: V4, TRUST_PROXY: "1" }), ["settings.stunLoopback"]);
  const one = "the same word twice";
  const same = settings({ ...good, METRICS_TOKEN: one, API_KEY: one, SECRET: "another, but long" });
  assert.deepEqual(same, ["settings.sameSecret"]);
  const turn = { ...good, TURN_URLS: "turn:turn.example.org" };
  assert.deepEqual(settings({ ...turn, TURN_SECRET: "short" }), ["settings.weakSecret"]);
  const example = settings({ ...turn, TURN_SECRET: "A-LONG-RANDOM-SECRET" });
  assert.deepEqual(example, ["settings.weakSecret"]);
});

Deno.test("certificates: files that do not fit, another name, soon over, over, of nobody", async () => {
  const dir = await Deno.makeTempDir();
  const pair = selfSigned("meet.example.org");
  const paths = { certPath: `${dir}/cert.pem`, keyPath: `${dir}/key.pem` };
  await Deno.writeTextFile(paths.certPath, pair.cert);
  await Deno.writeTextFile(paths.keyPath, selfSigned().key);
  const look = (host: string, later = 0) => faults(checkTlsFiles(paths, host, Date.now() + later));
  assert.deepEqual(look("meet.example.org"), ["certificate.file"]);
  await Deno.writeTextFile(paths.keyPath, pair.key);
  assert.deepEqual(look("meet.example.org"), ["certificate.ends"], "it is good for an hour");
  assert.deepEqual(look("meet.example.org", 2 * HOUR_MS), ["certificate.ended"]);
  assert.deepEqual(look("other.example.org"), ["certificate.name"]);
  assert.deepEqual(look("meet.example.org", -30 * 24 * HOUR_MS), []);
  const server = createWebServer({
    handler: () => new Response("x"),
    tls: { cert: pair.cert, key: pair.key },
    onError: () => {},
  });
  const url = new URL(`https://${V4}:${await server.listen({ host: V4, port: 0 })}`);
  const shown = await checkServedCertificate(url, Date.now() - 30 * 24 * HOUR_MS);
  assert.deepEqual(faults(shown), ["certificate.chain"]);
  assert.deepEqual(faults(await checkServedCertificate(url, Date.now())), ["certificate.ends"]);
  await server.close();
  await Deno.remove(dir, { recursive: true });
});

Deno.test("a clock that is off, and only where an address was named", () => {
  const headers = new Headers({ date: new Date(1_700_000_000_000).toUTCString() });
  const look = (address: string, now: number) =>
    checkClock({ url: new URL(address), now: () => now }, { headers });
  assert.deepEqual(faults(look("https://meet.example.org", 1_700_000_060_000)), ["clock.off"]);
  assert.deepEqual(faults(look("https://meet.example.org", 1_699_999_940_000)), ["clock.off"]);
  assert.equal(look("https://meet.example.org", 1_700_000_003_000).length, 1);
  assert.deepEqual(faults(look("https://meet.example.org", 1_700_000_003_000)), []);
  assert.deepEqual(look("http://localhost:7007", 0), []);
});

Deno.test("STUN and TURN servers that nobody answers for", async () => {
  const none: IceSettings = { stunUrls: [], turnUrls: [], turnSecret: "", turnTtl: 600 };
  const look = async (settings: Partial<IceSettings>) =>
    faults(await checkMedia({ ...none, ...settings }, { host: V4, now: Date.now() }));
  assert.deepEqual(await look({}), ["stun.unset"]);
  const silent = await socketOn(V4);
  const dead = await look({
    ownStunPort: silent.address().port,
    turnUrls: [`turn:${V4}:${freePort()}?transport=tcp`],
    turnSecret: SECRET,
  });
  silent.close();
  assert.deepEqual(dead, ["stun.none", "turn.none"]);
});

Deno.test({
  name: "a coturn with another secret, and one that leads into private networks",
  ignore: coturnMissing() !== null,
  fn: async () => {
    await using server = await startCoturn(V4);
    const url = (transport: string) => `turn:${V4}:${server.port}?transport=${transport}`;
    const look = async (turnUrls: string[], turnSecret: string) => {
      const stunUrls = [`stun:${V4}:${server.port}`];
      const settings = { stunUrls, turnUrls, turnSecret, turnTtl: 600 };
      return faults(await checkMedia(settings, { host: V4, now: Date.now() }));
    };
    assert.deepEqual(await look([url("udp"), url("tcp")], SECRET), []);
    assert.deepEqual(await look([url("udp")], "another secret of length"), ["turn.secret"]);
    await using open = await startCoturn(V4, { without: /^denied-peer-ip=10\..*\n/m });
    const leads = await look([`turn:${V4}:${open.port}`], SECRET);
    assert.deepEqual(leads, ["turn.open"]);
  },
});

Deno.test({
  name: "a TURN server inside that never ran, one without a public address, and one that is well",
  ignore: coturnMissing() !== null || Deno.build.os !== "linux",
  fn: async () => {
    const folder = await Deno.makeTempDir();
    const read = (environment: Environment) => {
      const config = readConfig({ TURN: "1", DATA_DIR: folder, ...environment });
      assert.ok(typeof config === "object", String(config));
      return config;
    };
    const off = checkTurnInside(read({ HOST: V4 }));
    assert.deepEqual(faults(off.found), ["turn.off"]);
    assert.equal(off.own, null);
    await assert.rejects(Deno.stat(`${folder}/turn`), "nothing was made");
    const unseen = checkTurnInside(read({}), () => ["10.0.0.5"]);
    assert.deepEqual(faults(unseen.found), ["turn.address", "turn.off"]);
    const seen = checkTurnInside(read({ TURN_ADDRESS: "203.0.113.9" }), () => ["10.0.0.5"]);
    assert.deepEqual(faults(seen.found), ["turn.off"]);
    await using inside = await Inside.start();
    const environment = { HOST: V4, TURN_PORT: String(inside.port), DATA_DIR: inside.dataDir };
    const well = checkTurnInside(read({ ...environment, TURN_PEERS: PEER }));
    assert.deepEqual(faults(well.found), []);
    const ice = { stunUrls: [], turnUrls: [], turnSecret: "", turnTtl: 600 };
    const look = async (own: OwnTurn | null) => {
      const asked = { host: V4, now: Date.now(), peers: [PEER] };
      const found = await checkMedia({ ...ice, ownTurn: () => own }, asked);
      return faults(found.filter(({ says }) => says !== "stun.unset"));
    };
    assert.deepEqual(await look(well.own), []);
    assert.deepEqual(await look(well.own && { ...well.own, secret: "other" }), [
      "turn.secret",
      "turn.secret",
    ]);
  },
});

Deno.test("a folder that cannot be written, a secret that others read, too few open files", async () => {
  const dir = await Deno.makeTempDir();
  assert.deepEqual(faults(checkDisk(`${dir}/data`)), []);
  await Deno.writeTextFile(`${dir}/data/secret.key`, "x", { mode: 0o644 });
  assert.deepEqual(faults(checkDisk(`${dir}/data`)), ["disk.secret"]);
  assert.deepEqual(faults(checkDisk(`${dir}/data/secret.key`)), ["disk.closed"]);
  assert.deepEqual(faults(checkFiles(() => "1024")), ["files.few"]);
  assert.deepEqual(faults(checkFiles(() => "65536")), []);
  assert.deepEqual(checkFiles(() => null), []);
  await Deno.remove(dir, { recursive: true });
});

Deno.test("a provider of OpenID Connect that is silent, another one, or on other hosts", async () => {
  let said: Record<string, string> = {};
  const server = Deno.serve(
    { hostname: V4, port: 0, onListen: () => {} },
    () => Response.json(said),
  );
  const issuer = `http://${V4}:${server.addr.port}`;
  const look = async () => {
    const oidc = { issuer, clientId: "juz", clientSecret: "x", hosts: [] };
    return faults(await checkOidc(oidc));
  };
  said = { issuer, token_endpoint: `${issuer}/token` };
  assert.deepEqual(await look(), []);
  said = { issuer: `${issuer}/` };
  assert.deepEqual(await look(), ["oidc.issuer"]);
  said = { issuer, token_endpoint: "https://oauth2.example.org/token" };
  assert.deepEqual(await look(), ["oidc.hosts"]);
  await server.shutdown();
  assert.deepEqual(await look(), ["oidc.none"]);
});
