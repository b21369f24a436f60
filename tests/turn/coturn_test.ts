// The example configuration in a real coturn: who gets a relay, and where no relay may lead.
import assert from "node:assert/strict";
import { iceCredentials } from "@/signaling/media/ice.ts";
import { coturnMissing, SECRET, startCoturn } from "./coturn.ts";
import { TurnClient } from "@/tools/doctor/turn_client.ts";
import { tlsWay } from "@/tools/doctor/turn_route.ts";

const ignore = coturnMissing() !== null;
const V4 = "127.0.0.1";
const PRIVATE = [
  [0, 0, 0, 1],
  [10, 66, 0, 9],
  [100, 64, 0, 1],
  [127, 0, 0, 1],
  [127, 255, 255, 254],
  [169, 254, 169, 254],
  [172, 16, 0, 1],
  [172, 31, 255, 254],
  [192, 0, 0, 1],
  [192, 168, 0, 1],
  [198, 18, 0, 1],
  [203, 0, 113, 1],
  [224, 0, 0, 251],
  [255, 255, 255, 255],
] as const;
const PUBLIC = [[8, 8, 8, 8], [1, 1, 1, 1], [172, 32, 0, 1], [193, 0, 0, 1]] as const;

const V6 = "::1";
const PRIVATE_V6 = [
  "0:0:0:0:0:0:0:1",
  "64:ff9b:0:0:0:0:a00:1",
  "2002:a00:1:0:0:0:0:1",
  "fc00:0:0:0:0:0:0:1",
  "fd12:3456:0:0:0:0:0:1",
  "fe80:0:0:0:0:0:0:1",
  "ff02:0:0:0:0:0:0:1",
];
const PUBLIC_V6 = ["2a00:1450:0:0:0:0:0:1", "2606:4700:0:0:0:0:0:1111"];
/** IPv4 addresses written as IPv6: coturn before 4.9 holds none of its IPv4 rules against them. */
const MAPPED = PRIVATE.map((peer) => [...Array(10).fill(0), 255, 255, ...peer]);

/** Sixteen bytes of an address whose eight groups are all written out. */
function groups(address: string): Uint8Array {
  return new Uint8Array(
    address.split(":").flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 255]),
  );
}

/** What a member is told, by a server whose clock is so many seconds off. */
function credentials({ member = "m1", secret = SECRET, late = 0 } = {}) {
  const settings = { stunUrls: [], turnUrls: ["turn:t"], turnSecret: secret, turnTtl: 600 };
  const { ice: [server] } = iceCredentials(settings, { member, now: Date.now() - late * 1_000 });
  assert.ok(server?.username !== undefined && server.credential !== undefined);
  return { username: server.username, credential: server.credential };
}

Deno.test({
  name: "coturn: a member's credentials get a relay; forged and ended ones do not",
  ignore,
  fn: async () => {
    await using server = await startCoturn(V4);
    const ask = async (options: Parameters<typeof credentials>[0]) => {
      using client = new TurnClient({ hostname: V4, port: server.port, ...credentials(options) });
      return await client.allocate();
    };
    assert.equal(await ask({}), 0);
    assert.equal(await ask({ secret: "another secret" }), 401);
    assert.equal(await ask({ late: 590 }), 0, "ten seconds before the end");
    assert.equal(await ask({ late: 601 }), 401, "a second after the end");
  },
});

Deno.test({
  name: "coturn: relays lead to public addresses, never into private networks",
  ignore,
  fn: async () => {
    await using server = await startCoturn(V4);
    using client = new TurnClient({ hostname: V4, port: server.port, ...credentials() });
    assert.equal(await client.allocate(), 0);
    for (const peer of PUBLIC) {
      assert.equal(await client.permit(new Uint8Array(peer)), 0, peer.join("."));
    }
    for (const [index, peer] of PRIVATE.entries()) {
      assert.equal(await client.permit(new Uint8Array(peer)), 403, peer.join("."));
      assert.equal(await client.bind(0x4000 + index, new Uint8Array(peer)), 403, peer.join("."));
    }
  },
});

Deno.test({
  name: "coturn: over TLS, too, a member gets a relay, and a stranger none",
  ignore,
  fn: async () => {
    await using server = await startCoturn(V4);
    const place = { hostname: V4, port: server.tlsPort };
    const ask = async (options: Parameters<typeof credentials>[0]) => {
      const way = await tlsWay(place, [server.cert]);
      using client = new TurnClient({ ...place, ...credentials(options), way });
      const code = await client.allocate();
      return code === 0 ? await client.permit(new Uint8Array([8, 8, 8, 8])) : code;
    };
    assert.equal(await ask({}), 0);
    assert.equal(await ask({ secret: "another secret" }), 401);
  },
});

Deno.test({
  name: "coturn: one member cannot take all relays",
  ignore,
  fn: async () => {
    await using server = await startCoturn(V4);
    const clients: TurnClient[] = [];
    const codes: number[] = [];
    for (let count = 0; count < 50; count++) {
      const client = new TurnClient({ hostname: V4, port: server.port, ...credentials() });
      clients.push(client);
      codes.push(await client.allocate());
    }
    using other = new TurnClient({
      hostname: V4,
      port: server.port,
      ...credentials({ member: "m2" }),
    });
    assert.equal(await other.allocate(), 0, "and others still get theirs");
    for (const client of clients) client[Symbol.dispose]();
    assert.equal(codes.filter((code) => code === 0).length, 48);
    assert.deepEqual([...new Set(codes.slice(48))], [486]);
  },
});

Deno.test({
  name:
    "coturn: many members get as many relays together as the total says, whatever bytes they may send",
  ignore,
  fn: async () => {
    await using server = await startCoturn(V4);
    const example = await Deno.readTextFile("deploy/coturn.conf");
    const of = (name: string) => Number(new RegExp(`^${name}=(\\d+)$`, "m").exec(example)?.[1]);
    assert.ok(of("bps-capacity") >= of("total-quota") * of("max-bps"));
    const clients = Array.from({ length: 150 }, (_, n) => {
      const who = credentials({ member: `member${n % 5}` });
      return new TurnClient({ hostname: V4, port: server.port, ...who });
    });
    const codes: number[] = [];
    for (const client of clients) codes.push(await client.allocate());
    for (const client of clients) client[Symbol.dispose]();
    assert.deepEqual(codes.filter((code) => code !== 0), []);
  },
});

Deno.test({
  name: "coturn: the same in IPv6, and for IPv4 addresses written as IPv6",
  ignore: ignore || !hasV6(),
  fn: async () => {
    await using server = await startCoturn(V6);
    using client = new TurnClient({ hostname: V6, port: server.port, ...credentials() });
    assert.equal(await client.allocate(), 0);
    for (const peer of PUBLIC_V6) assert.equal(await client.permit(groups(peer)), 0, peer);
    for (const [index, peer] of PRIVATE_V6.entries()) {
      assert.equal(await client.permit(groups(peer)), 403, peer);
      assert.equal(await client.bind(0x4000 + index, groups(peer)), 403, peer);
    }
    const codes = [];
    for (const [index, peer] of MAPPED.entries()) {
      codes.push(await client.permit(new Uint8Array(peer)));
      codes.push(await client.bind(0x4100 + index, new Uint8Array(peer)));
    }
    const refused = codes.filter((code) => code === 403).length;
    console.log(`coturn refuses ${refused} of ${codes.length} requests for mapped addresses`);
    assert.equal(refused, codes.length);
  },
});

function hasV6(): boolean {
  try {
    Deno.listen({ hostname: V6, port: 0 }).close();
    return true;
  } catch {
    return false; // a machine without IPv6
  }
}
