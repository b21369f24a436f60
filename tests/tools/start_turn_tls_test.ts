// TURN=1 with TLS_CERT as users set it: one port for pages and TURN, also after the certificate was renewed.
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:tls";
import { TurnClient } from "@/tools/doctor/turn_client.ts";
import { tlsWay } from "@/tools/doctor/turn_route.ts";
import { buildOnce, freePort } from "../browser/harness/server.ts";
import { until } from "../browser/harness/wait.ts";
import { type Certificate, selfSigned } from "../fakes/certificate.ts";
import { Client } from "../signaling/socket_kit.ts";
import { coturnMissing } from "../turn/coturn.ts";

const ignore = coturnMissing() !== null || Deno.build.os !== "linux";

async function install(dir: string, { cert, key }: Certificate): Promise<void> {
  await Deno.writeTextFile(`${dir}/cert.pem`, cert);
  await Deno.writeTextFile(`${dir}/key.pem`, key);
}

/** Whether a new connection gets this certificate, whatever protocols it offers. */
async function serves(port: number, { cert }: Certificate): Promise<boolean> {
  for (const ALPNProtocols of [["http/1.1"], ["stun.turn"], []]) {
    const socket = connect({ port, host: "localhost", ca: cert, ALPNProtocols });
    const come = await Promise.race([
      once(socket, "secureConnect").then(() => true, () => false),
      once(socket, "close").then(() => false, () => false),
    ]);
    socket.destroy();
    if (!come) return false;
  }
  return true;
}

/** Codes of the answers to a member who takes each way of TURN that the server tells. */
async function relays(port: number, { cert }: Certificate): Promise<Record<string, number>> {
  const url = `https://localhost:${port}`;
  using client = await Client.connect(url, {
    transports: ["websocket"],
    ca: cert,
    headers: { origin: url },
  });
  const { ice } = await client.join("room1", { name: "A" });
  const codes: Record<string, number> = {};
  for (const { urls, username = "", credential = "" } of ice) {
    for (const way of urls.filter((one) => one.startsWith("turns:"))) {
      const place = { hostname: "localhost", port: Number(/:(\d+)\?/.exec(way)?.[1]) };
      const route = await tlsWay(place, [cert]);
      using turn = new TurnClient({ ...place, username, credential, way: route });
      codes[way] = await turn.allocate();
    }
  }
  return codes;
}

Deno.test({
  name:
    "TURN over TLS comes to the port of the pages with the server's narrow permissions, and after a renewal",
  ignore,
  fn: async () => {
    await buildOnce();
    const dir = await Deno.makeTempDir();
    const [first, second] = [selfSigned(), selfSigned()];
    await install(dir, first);
    const port = freePort();
    const server = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", "tools/start.ts"],
      env: {
        ...{ NO_COLOR: "1", HOST: "127.0.0.1", STUN_URLS: "", SECRET: "a secret of the tests" },
        ...{ TLS_CERT: `${dir}/cert.pem`, TLS_KEY: `${dir}/key.pem`, PORT: String(port) },
        ...{ DATA_DIR: `${dir}/data`, TURN: "1", TURN_PORT: String(freePort()) },
        TURN_PORTS: "54000-54999",
      },
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    try {
      const expected = { [`turns:localhost:${port}?transport=tcp`]: 0 };
      await until(() => serves(port, first), { what: "an answer over TLS", timeout: 60_000 });
      assert.deepEqual(await relays(port, first), expected);
      await install(dir, second);
      server.kill("SIGHUP");
      await until(() => serves(port, second), { what: "the new certificate" });
      assert.deepEqual(await relays(port, second), expected);
    } finally {
      server.kill("SIGTERM");
      await server.status;
    }
  },
});
