// The doctor on the way of a visitor: the product behind proxies that each do one thing wrong.
import assert from "node:assert/strict";
import { diagnose } from "@/tools/doctor/diagnose.ts";
import { buildOnce, freePort, Server } from "../../browser/harness/server.ts";
import { meddle, type Meddling } from "../../fakes/proxy.ts";

const V4 = "127.0.0.1";
const TOKEN = "a word of the tests";

interface Case {
  env: Record<string, string>;
  address: string;
}

/** Faults that the doctor finds at this address under these settings. */
async function faultsAt({ env, address }: Case): Promise<string[]> {
  const environment = { HOST: V4, STUN_URLS: "", METRICS_TOKEN: TOKEN, ...env };
  const found = await diagnose({ environment, url: new URL(address), now: Date.now });
  return found.filter(({ ok }) => !ok).map(({ says }) => says)
    .filter((says) => !/^(stun|settings|files)\./.test(says));
}

/** A proxy for plain requests that treats the address of its client in one of three ways. */
function forwarder(port: number, how: "appends" | "drops") {
  return Deno.serve(
    { hostname: V4, port: 0, onListen: () => {} },
    async (request, { remoteAddr }) => {
      if (request.headers.has("upgrade")) return new Response(null, { status: 400 });
      const url = new URL(request.url);
      url.port = String(port);
      const headers = new Headers(request.headers);
      const before = headers.get("x-forwarded-for");
      headers.delete("x-forwarded-for");
      if (how === "appends") {
        const address = (remoteAddr as Deno.NetAddr).hostname;
        headers.set("x-forwarded-for", [before, address].filter(Boolean).join(", "));
      }
      return await fetch(url, { headers, redirect: "manual" });
    },
  );
}

Deno.test("what stands between a visitor and the server is named", async () => {
  await buildOnce();
  const dir = await Deno.makeTempDir();
  const env = { METRICS_TOKEN: TOKEN, DATA_DIR: dir };
  const plain = await Server.start({ env });
  const trusting = await Server.start({ env: { ...env, TRUST_PROXY: "1" } });
  const at = (port: number) => `http://${V4}:${port}`;
  const through = async (kind: Meddling) => {
    await using proxy = await meddle(plain.port, kind);
    return await faultsAt({ env, address: proxy.url });
  };
  assert.deepEqual(await faultsAt({ env, address: at(plain.port) }), []);
  assert.deepEqual(await through("refuse"), ["websocket.none"]);
  assert.deepEqual(await through("bare"), ["origin.wrong"]);
  const trust = { ...env, TRUST_PROXY: "1" };
  const direct = await faultsAt({ env: trust, address: at(trusting.port) });
  assert.deepEqual(direct, ["address.forged"], "nothing is in front of it");
  for (
    const [how, settings, port, wanted] of [
      ["appends", env, plain.port, "address.untrusted"],
      ["drops", trust, trusting.port, "address.missing"],
      ["appends", trust, trusting.port, null],
    ] as const
  ) {
    await using proxy = forwarder(port, how);
    const found = await faultsAt({ env: settings, address: at(proxy.addr.port) });
    const addresses = found.filter((says) => says.startsWith("address"));
    assert.deepEqual(addresses, wanted === null ? [] : [wanted]);
  }
  await using other = Deno.serve(
    { hostname: V4, port: 0, onListen: () => {} },
    () => new Response("x"),
  );
  assert.deepEqual(await faultsAt({ env, address: at(other.addr.port) }), ["page.other"]);
  assert.deepEqual(await faultsAt({ env, address: at(freePort()) }), ["page.none"]);
  const stranger = await fetch(`${at(plain.port)}/doctor`, { headers: { via: "1.1 x" } });
  assert.equal(stranger.status, 404, "nobody else is told");
  await stranger.body?.cancel();
  for (const server of [plain, trusting]) await server.stop();
  await Deno.remove(dir, { recursive: true });
});

Deno.test("`deno task doctor` speaks the reader's language, and ends with 1 where something is wrong", async () => {
  const run = async (env: Record<string, string>, ...args: string[]) => {
    const { code, stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["task", "--quiet", "doctor", ...args],
      env: { NO_COLOR: "1", PORT: "99999", ...env },
    }).output();
    return { code, said: new TextDecoder().decode(stdout).trim() };
  };
  const whole = 'PORT must be a whole number from 0 to 65535, not "99999".';
  const [ky, ru, en] = await Promise.all([
    run({ LANG: "ky_KG.UTF-8" }),
    run({ LANG: "C" }, "--lang=ru"),
    run({ LANG: "C.UTF-8" }),
  ]);
  assert.deepEqual(ky, { code: 1, said: `КАТА   Жөндөө жараксыз: ${whole}` });
  assert.deepEqual(ru, { code: 1, said: `ОШИБКА  Настройка негодна: ${whole}` });
  assert.deepEqual(en, { code: 1, said: `WRONG  A setting cannot be used: ${whole}` });
});
