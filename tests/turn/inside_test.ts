// The TURN server inside: who gets a relay, where it leads, and what happens to the process.
import assert from "node:assert/strict";
import { createWebServer } from "@/server/http_server.ts";
import { answersBinding } from "@/server/turn/hang_watch.ts";
import { tlsWay } from "@/tools/doctor/turn_route.ts";
import { until } from "../browser/harness/wait.ts";
import { selfSigned } from "../fakes/certificate.ts";
import { coturnMissing } from "./coturn.ts";
import { CHANNEL, echoPeer, HERE, Inside, PEER, runs, throughRelay } from "./inside.ts";

const ignore = coturnMissing() !== null || Deno.build.os !== "linux";
const PRIVATE = [
  [0, 0, 0, 1],
  [10, 66, 0, 9],
  [100, 64, 0, 1],
  [127, 0, 0, 1],
  [127, 255, 255, 254],
  [169, 254, 169, 254],
  [172, 16, 0, 1],
  [192, 168, 0, 1],
  [198, 18, 0, 1],
  [224, 0, 0, 251],
  [255, 255, 255, 255],
];
const bytes = (address: string) => new Uint8Array(address.split(".").map(Number));

Deno.test({
  name:
    "TURN inside: credentials of a member get a relay by UDP and TCP; forged and ended ones do not",
  ignore,
  fn: async () => {
    await using inside = await Inside.start();
    const ask = async (who: { username: string; credential: string }) => {
      const codes: number[] = [];
      for (const way of [inside.udp(), await inside.tcp()]) {
        using client = inside.client(way, who);
        codes.push(await client.allocate());
      }
      return codes;
    };
    const good = inside.credentials();
    assert.deepEqual(await ask(good), [0, 0]);
    assert.deepEqual(await ask({ ...good, credential: "forged" }), [401, 401]);
    assert.deepEqual(await ask({ ...good, username: `9${good.username}` }), [401, 401]);
    assert.deepEqual(await ask({ username: "", credential: "" }), [401, 401]);
    assert.deepEqual(await ask(inside.credentials({ late: 590 })), [0, 0]);
    assert.deepEqual(await ask(inside.credentials({ late: 601 })), [401, 401]);
    await until(() => inside.state?.refused.credentials, {
      what: "refusals in the figures",
      ok: (count) => (count ?? 0) >= 6,
    });
    assert.equal(inside.state?.opened, 4);
  },
});

Deno.test({
  name:
    "TURN inside: relays lead to public addresses and where they are told, into no other network",
  ignore,
  fn: async () => {
    await using peer = await echoPeer();
    await using inside = await Inside.start();
    const way = inside.udp();
    using client = inside.client(way);
    assert.equal(await client.allocate(), 0);
    assert.equal(await client.permit(bytes("8.8.8.8")), 0);
    for (const [index, address] of PRIVATE.entries()) {
      assert.equal(await client.permit(new Uint8Array(address)), 403, address.join("."));
      const code = await client.bind(CHANNEL + 1 + index, new Uint8Array(address));
      assert.equal(code, 403, address.join("."));
    }
    assert.equal(await client.bind(CHANNEL, bytes(PEER), peer.port), 0);
    assert.equal(await throughRelay(way, "салам"), "салам");
    await using closed = await Inside.start({ peers: [] });
    using stranger = closed.client();
    assert.equal(await stranger.allocate(), 0);
    assert.equal(await stranger.permit(bytes(PEER)), 403, "nobody told it");
    await until(() => inside.state?.refused.peer, {
      what: "refusals in the figures",
      ok: (count) => count === 2 * PRIVATE.length,
    });
  },
});

Deno.test({
  name: "TURN inside: coturn that was killed is there again, and says so; its figures go on",
  ignore,
  fn: async () => {
    await using inside = await Inside.start();
    using client = inside.client();
    assert.equal(await client.allocate(), 0);
    await until(() => inside.state?.open === 1, { what: "the relay in the figures" });
    const { pid } = inside.state ?? {};
    assert.ok(typeof pid === "number");
    Deno.kill(pid, "SIGKILL");
    await until(() => inside.state?.restarts === 1 && inside.state.pid !== null, {
      what: "another coturn",
    });
    assert.notEqual(inside.state?.pid, pid);
    assert.deepEqual([inside.state?.open, inside.state?.opened], [0, 1]);
    assert.deepEqual(inside.lines, ["coturn has ended (SIGKILL). It is started again in 1 s."]);
    using other = inside.client();
    assert.equal(await other.allocate(), 0);
  },
});

Deno.test({
  name: "TURN inside: coturn ends with whoever started it, and SIGTERM alone ends neither",
  ignore,
  fn: async () => {
    await using inside = await Inside.start();
    const { pid } = inside.state ?? {};
    assert.ok(typeof pid === "number");
    Deno.kill(inside.pid, "SIGTERM");
    using client = inside.client();
    assert.equal(await client.allocate(), 0);
    await inside.endInput();
    assert.equal((await inside.status).code, 0);
    assert.equal(await runs(pid), false);
  },
});

Deno.test({
  name: "TURN inside: a port that is taken, a name for an address, a folder that cannot be written",
  ignore,
  fn: async () => {
    await using one = await Inside.start();
    await using other = await Inside.start({ port: one.port });
    assert.equal((await other.status).code, 1);
    assert.deepEqual(other.lines, [
      `TURN_PORT ${one.port} is taken: another program listens there. There is no TURN server inside.`,
    ]);
    await using named = await Inside.start({ host: "meet.example.org" });
    assert.equal((await named.status).code, 1);
    assert.match(named.lines.join(), /^STUN_HOST must be an address of this machine/);
  },
});

Deno.test({
  name:
    "TURN inside: over TLS at the port of the pages a member gets a relay that works, a stranger none",
  ignore,
  fn: async () => {
    await using peer = await echoPeer();
    await using inside = await Inside.start();
    const tls = selfSigned();
    const web = createWebServer({
      handler: () => new Response("page"),
      tls,
      onError: (error) => assert.fail(String(error)),
      turnPlace: () => ({ host: HERE, port: inside.port }),
    });
    const port = await web.listen({ port: 0, host: HERE });
    assert.ok(typeof port === "number");
    const dial = () => tlsWay({ hostname: HERE, port }, [tls.cert]);
    const way = await dial();
    using client = inside.client(way);
    assert.equal(await client.allocate(), 0);
    assert.equal(await client.permit(bytes("10.0.0.1")), 403);
    assert.equal(await client.bind(CHANNEL, bytes(PEER), peer.port), 0);
    for (const text of ["салам", "дүйнө!!!"]) {
      assert.equal(await throughRelay(way, text), text);
    }
    using stranger = inside.client(await dial(), { username: "9999999999:x", credential: "x" });
    assert.equal(await stranger.allocate(), 401);
    await web.close();
  },
});

Deno.test({
  name: "TURN inside: a coturn that hangs answers nothing",
  ignore,
  fn: async () => {
    await using inside = await Inside.start();
    const { pid } = inside.state ?? {};
    assert.ok(typeof pid === "number");
    assert.equal(await answersBinding(inside.port), true);
    Deno.kill(pid, "SIGSTOP");
    assert.equal(await answersBinding(inside.port, 300), false);
    Deno.kill(pid, "SIGCONT");
    assert.equal(await answersBinding(inside.port), true);
  },
});
