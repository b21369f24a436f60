// The TURN server inside: other networks than IPv4 and UDP, and NAT before it.
import assert from "node:assert/strict";
import { networkInterfaces } from "node:os";
import { isPublic } from "@/server/turn/private_networks.ts";
import { TurnClient } from "@/tools/doctor/turn_client.ts";
import { udpWay } from "@/tools/doctor/turn_route.ts";
import { coturnMissing } from "./coturn.ts";
import { CHANNEL, Inside, throughRelay } from "./inside.ts";

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
/** An address of this machine that only its neighbours see. */
const PRIVATE_OWN = Object.values(networkInterfaces()).flat()
  .find((one) => one?.family === "IPv4" && !one.internal && !isPublic(one.address))?.address;
const bytes = (address: string) => new Uint8Array(address.split(".").map(Number));

Deno.test({
  name: "TURN inside: no relay connects to anybody by TCP",
  ignore,
  fn: async () => {
    await using inside = await Inside.start();
    const TCP = 6;
    for (const way of [inside.udp(), await inside.tcp()]) {
      using client = inside.client(way);
      const code = await client.allocate(TCP);
      assert.ok(code >= 400, `${code}`);
    }
    assert.equal(inside.state?.opened, 0);
  },
});

Deno.test({
  name: "TURN inside: behind NAT relays meet at the address outside, and reach no neighbour",
  ignore: ignore || PRIVATE_OWN === undefined,
  fn: async () => {
    const host = PRIVATE_OWN ?? "";
    await using inside = await Inside.start({ host, addresses: ["20.0.0.100"], peers: [] });
    const people = await Promise.all(["one", "other"].map(async (address) => {
      const way = udpWay({ hostname: host, port: inside.port });
      const client = inside.client(way, inside.credentials({ address }));
      assert.equal(await client.allocate(), 0);
      return { way, client };
    }));
    const [one, other] = people;
    assert.ok(one && other);
    const outside = bytes("20.0.0.100");
    assert.equal(await one.client.bind(CHANNEL, outside, other.client.relayPort), 0);
    assert.equal(await other.client.bind(CHANNEL, outside, one.client.relayPort), 0);
    const [here, there] = await Promise.all([
      throughRelay(one.way, "from one"),
      throughRelay(other.way, "from other"),
    ]);
    assert.deepEqual([here, there], ["from other", "from one"]);
    const neighbour = bytes(host);
    neighbour[3] = (neighbour[3] ?? 0) ^ 1;
    assert.equal(await one.client.permit(neighbour), 403);
    for (const { client } of people) client[Symbol.dispose]();
  },
});

Deno.test({
  name: "TURN inside: over IPv6, too, and IPv4 addresses written as IPv6 lead nowhere",
  ignore: ignore || !hasV6(),
  fn: async () => {
    await using inside = await Inside.start({ host: "::1", peers: [] });
    const way = udpWay({ hostname: "::1", port: inside.port });
    const who = inside.credentials();
    using client = new TurnClient({ hostname: "::1", port: inside.port, ...who, way });
    assert.equal(await client.allocate(), 0);
    for (const address of PRIVATE) {
      const mapped = new Uint8Array([...Array(10).fill(0), 255, 255, ...address]);
      assert.equal(await client.permit(mapped), 403, address.join("."));
    }
    const [loopback, local] = [new Uint8Array(16), new Uint8Array(16)];
    loopback[15] = 1;
    local[0] = 0xfd;
    for (const peer of [loopback, local]) assert.equal(await client.permit(peer), 403);
    assert.equal(await client.permit(new Uint8Array([0x26, 6, 0x47, ...Array(13).fill(0)])), 0);
  },
});

function hasV6(): boolean {
  try {
    Deno.listen({ hostname: "::1", port: 0 }).close();
    return true;
  } catch {
    return false; // a machine without IPv6
  }
}
