// The TURN server inside under attack: broken packets, more relays than there are, loops, forged peers.
import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { connect } from "node:net";
import { once } from "node:events";
import type { TurnClient } from "@/tools/doctor/turn_client.ts";
import type { TurnRoute } from "@/tools/doctor/turn_route.ts";
import { until } from "../browser/harness/wait.ts";
import { seeded } from "../fakes/random.ts";
import { coturnMissing } from "./coturn.ts";
import { CHANNEL, echoPeer, HERE, Inside, PEER, throughRelay } from "./inside.ts";

const ignore = coturnMissing() !== null || Deno.build.os !== "linux";
const PACKETS = 20_000;
/** Attempts of one address, and what it gets. */
const ATTEMPTS = 2_000;
const ADDRESS_RELAYS = 480;
const AT_ONCE = 50;
const bytes = (address: string) => new Uint8Array(address.split(".").map(Number));

/** Somebody honest, whose relay works. */
async function honest(inside: Inside, peer: { port: number }) {
  const way = inside.udp();
  const client = inside.client(way, inside.credentials({ address: "honest" }));
  assert.equal(await client.allocate(), 0);
  assert.equal(await client.bind(CHANNEL, bytes(PEER), peer.port), 0);
  const works = async (text: string) => assert.equal(await throughRelay(way, text), text);
  await works("first");
  return { client, works, [Symbol.dispose]: () => client[Symbol.dispose]() };
}

/** The packets of a stranger who knows the protocol, but no credentials. */
async function packetsOf(inside: Inside): Promise<Uint8Array<ArrayBuffer>[]> {
  const seen: Uint8Array<ArrayBuffer>[] = [];
  const inner = inside.udp();
  const way: TurnRoute = {
    ask: (message) => {
      seen.push(message);
      return inner.ask(message);
    },
    [Symbol.dispose]: () => inner[Symbol.dispose](),
  };
  using client = inside.client(way, { username: "9999999999:stranger", credential: "forged" });
  assert.equal(await client.allocate(), 401);
  assert.notEqual(await client.permit(bytes("8.8.8.8")), 0);
  assert.notEqual(await client.bind(CHANNEL, bytes("8.8.8.8")), 0);
  return seen;
}

Deno.test({
  name:
    "TURN inside: 20,000 broken packets and forged requests open no relay, and an honest one goes on",
  ignore,
  fn: async () => {
    await using peer = await echoPeer();
    await using inside = await Inside.start();
    using person = await honest(inside, peer);
    const { pid } = inside.state ?? {};
    const models = await packetsOf(inside);
    const random = seeded(17);
    const below = (count: number) => Math.floor(random() * count);
    const broken = () => {
      const model = models[below(models.length)] ?? new Uint8Array();
      const packet = random() < 0.3
        ? Uint8Array.from({ length: below(600) }, () => below(256))
        : model.slice(0, random() < 0.7 ? model.length : below(model.length));
      for (let flips = below(4); flips > 0 && packet.length > 0; flips--) {
        packet[below(packet.length)] = below(256);
      }
      return packet;
    };
    const socket = createSocket("udp4");
    socket.on("error", () => {});
    for (let sent = 0; sent < PACKETS; sent += 200) {
      const done = Array.from({ length: 200 }, () => {
        const { promise, resolve } = Promise.withResolvers<void>();
        socket.send(broken(), inside.port, HERE, () => resolve());
        return promise;
      });
      await Promise.all(done);
      await person.works(`packet ${sent}`);
    }
    socket.close();
    for (let count = 0; count < 100; count++) { // and by TCP
      const stream = connect(inside.port, HERE);
      stream.on("error", () => {});
      await once(stream, "connect");
      stream.end(broken());
      await new Promise((resolve) => stream.resume().once("close", resolve)); // torn, too
    }
    await person.works("after all");
    using other = inside.client();
    assert.equal(await other.allocate(), 0, "others still get theirs");
    await until(() => inside.state?.opened, { what: "the figures", ok: (count) => count === 2 });
    assert.equal(inside.state?.pid, pid);
    assert.equal(inside.state?.restarts, 0);
  },
});

Deno.test({
  name: "TURN inside: one address gets so many relays under whatever name, and others theirs",
  ignore,
  fn: async () => {
    await using peer = await echoPeer();
    await using inside = await Inside.start();
    using person = await honest(inside, peer);
    const codes = new Map<number, number>();
    const clients: TurnClient[] = [];
    for (let count = 0; count < ATTEMPTS; count += AT_ONCE) {
      const some = Array.from({ length: AT_ONCE }, (_, n) =>
        // of another moment each time: the name is another, the address is not
        inside.client(inside.udp(), inside.credentials({ address: "greedy", late: n })));
      for (const code of await Promise.all(some.map((client) => client.allocate()))) {
        codes.set(code, (codes.get(code) ?? 0) + 1);
      }
      clients.push(...some);
    }
    for (const client of clients) client[Symbol.dispose]();
    assert.deepEqual([...codes].sort(([a], [b]) => a - b), [
      [0, ADDRESS_RELAYS],
      [486, ATTEMPTS - ADDRESS_RELAYS],
    ]);
    await person.works("beside it");
    using other = inside.client(inside.udp(), inside.credentials({ address: "another" }));
    assert.equal(await other.allocate(), 0);
    await until(() => inside.state?.open, {
      what: "the figures",
      ok: (open) => open === ADDRESS_RELAYS + 2,
    });
    assert.equal(inside.state?.refused.quota, ATTEMPTS - ADDRESS_RELAYS);
  },
});

Deno.test({
  name: "TURN inside: relays that lead to relays, to themselves or to the server make no loop",
  ignore,
  fn: async () => {
    await using inside = await Inside.start({ peers: ["127.0.0.0/8"] }); // as on a public address
    const [one, other] = await Promise.all(["one", "other"].map(async (address) => {
      const way = inside.udp();
      const client = inside.client(way, inside.credentials({ address }));
      assert.equal(await client.allocate(), 0);
      return { way, client };
    }));
    assert.ok(one && other);
    const toServer = CHANNEL + 1;
    assert.equal(await one.client.bind(CHANNEL, bytes(HERE), one.client.relayPort), 0);
    assert.equal(await throughRelay(one.way, "to myself"), "to myself");
    assert.equal(await one.client.bind(toServer, bytes(HERE), inside.port), 0);
    // A Binding response to the server: whoever answered it would be answered without end.
    const response = [1, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42, ...Array(12).fill(9)];
    const binding = [0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42, ...Array(12).fill(8)];
    const frame = (message: number[]) =>
      new Uint8Array([toServer >> 8, toServer & 255, 0, message.length, ...message]);
    const before = inside.state?.bytes ?? 0;
    const first = one.way.ask(frame(response)); // no answer, so the next one's is the first
    const answer = await one.way.ask(frame(binding));
    assert.deepEqual(await first, answer);
    assert.deepEqual([...answer.subarray(4, 6)], [1, 1]);
    assert.deepEqual([...answer.subarray(12, 24)], Array(12).fill(8));
    assert.equal(await other.client.bind(CHANNEL, bytes(HERE), one.client.relayPort), 0);
    one.client[Symbol.dispose]();
    other.client[Symbol.dispose]();
    assert.ok((inside.state?.bytes ?? 0) - before < 10_000, `${inside.state?.bytes} bytes`);
    using walls = inside.client();
    assert.equal(await walls.allocate(), 0);
    assert.equal(await walls.permit(bytes("10.0.0.1")), 403);
  },
});
