// A server that has run out of file descriptors: who is there stays, and afterwards it hears again.
import assert from "node:assert/strict";
import { connect } from "node:net";
import { Client } from "../signaling/socket_kit.ts";
import { buildOnce, freePort } from "../browser/harness/server.ts";
import { selfSigned } from "../fakes/certificate.ts";
import { Victim } from "./attack.ts";

/** Descriptors of the server; it needs about 25 itself. */
const DESCRIPTORS = 90;
const WEBSOCKET = { transports: ["websocket" as const] };

Deno.test({
  name: "a server without a file descriptor left hears again when there are some",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    await using victim = await Victim.start({}, { descriptors: DESCRIPTORS });
    using member = await Client.connect(victim.url, WEBSOCKET);
    await member.join("room");
    const crowd: Deno.TcpConn[] = [];
    for (let n = 0; n < 2 * DESCRIPTORS; n++) {
      crowd.push(await Deno.connect({ hostname: "127.0.0.1", port: victim.port }));
    }
    assert.equal(await ask(victim.port, 1_500), null, "nobody new is heard now");
    assert.ok((await member.ask("echo:send", { text: "x" })).ok, "who was there is");
    for (const connection of crowd) connection.close();
    await untilHeard(victim.port);
    assert.ok((await member.ask("echo:send", { text: "x" })).ok);
    assert.ok(member.socket.connected, "and was never disconnected");
    using late = await Client.connect(victim.url, WEBSOCKET);
    assert.equal((await late.join("room")).state.members.length, 2);
    const { uncaught, listenedAnew } = await victim.feel();
    assert.deepEqual(uncaught, []);
    assert.ok(listenedAnew > 0);
  },
});

Deno.test({
  name: "the listener of HTTP_PORT hears again, too",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    await buildOnce();
    const dir = await Deno.makeTempDir();
    const { cert, key } = selfSigned();
    await Deno.writeTextFile(`${dir}/cert.pem`, cert);
    await Deno.writeTextFile(`${dir}/key.pem`, key);
    const [port, httpPort] = [freePort(), freePort()];
    const server = new Deno.Command("sh", {
      args: [
        ...["-c", `ulimit -n ${DESCRIPTORS}; exec "$0" "$@"`, Deno.execPath()],
        ...["run", "-A", "--no-check", "main.ts"],
      ],
      env: {
        ...{ NO_COLOR: "1", HOST: "127.0.0.1", STUN_URLS: "", ADDRESS_LIMIT: "0" },
        ...{ TLS_CERT: `${dir}/cert.pem`, TLS_KEY: `${dir}/key.pem`, DATA_DIR: `${dir}/data` },
        ...{ PORT: String(port), HTTP_PORT: String(httpPort) },
      },
      stdout: "null",
      stderr: "null",
    }).spawn();
    try {
      await untilHeard(httpPort);
      const crowd: Deno.TcpConn[] = [];
      for (let n = 0; n < 2 * DESCRIPTORS; n++) {
        crowd.push(await Deno.connect({ hostname: "127.0.0.1", port: httpPort }));
      }
      assert.equal(await ask(httpPort, 1_500), null, "nobody new is heard now");
      for (const connection of crowd) connection.close();
      await untilHeard(httpPort);
    } finally {
      server.kill("SIGKILL");
      await server.status;
      await Deno.remove(dir, { recursive: true });
    }
  },
});

/** Asks until there is an answer. */
async function untilHeard(port: number): Promise<void> {
  const end = performance.now() + 40_000;
  let answer: string | null = null;
  while (answer === null && performance.now() < end) answer = await ask(port, 1_000);
  assert.match(answer ?? "", /^HTTP\/1.1 \d/);
}

/** What the server says over a new connection; null when it says nothing for so long. */
async function ask(port: number, ms: number): Promise<string | null> {
  const socket = connect({ port, host: "127.0.0.1" });
  socket.write("GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const { promise, resolve } = Promise.withResolvers<string | null>();
  socket.once("data", (bytes) => resolve(String(bytes)));
  socket.once("error", () => resolve(null)); // reset by a server that listens anew
  const late = setTimeout(() => resolve(null), ms);
  const answer = await promise;
  clearTimeout(late);
  socket.destroy();
  return answer;
}
