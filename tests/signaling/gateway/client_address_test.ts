// Where a request comes from: chains of proxies, forged headers, addresses that count as one.
import assert from "node:assert/strict";
import {
  addressKey,
  connectionAddress,
  isNetwork,
  isTrusted,
} from "@/signaling/gateway/client_address.ts";
import { pick, seeded } from "../../fakes/random.ts";

const PROXIES = ["127.0.0.1", "10.0.0.0/8", "fd00::/8"];

Deno.test("without a trusted proxy the forwarded header is nothing but a text", () => {
  for (const forwardedFor of [undefined, "", "1.2.3.4", "1.2.3.4, 10.0.0.1"]) {
    assert.equal(connectionAddress({ peer: "8.8.8.8", forwardedFor }, false), "8.8.8.8");
    assert.equal(connectionAddress({ peer: "8.8.8.8", forwardedFor }, PROXIES), "8.8.8.8");
  }
});

Deno.test("a client's address is the last one that is not a trusted proxy's", () => {
  const via = (forwardedFor: string, peer = "127.0.0.1") =>
    connectionAddress({ peer, forwardedFor }, PROXIES);
  assert.equal(via("203.0.113.7"), "203.0.113.7");
  assert.equal(via("6.6.6.6, 203.0.113.7, 10.9.9.9"), "203.0.113.7");
  assert.equal(via("127.0.0.1, 10.0.0.1, 203.0.113.7"), "203.0.113.7", "forged in front");
  assert.equal(via("203.0.113.7", "::ffff:10.1.1.1"), "203.0.113.7");
  assert.equal(via("10.0.0.1, fd00::5"), "10.0.0.1", "all are ours: the farthest of them");
  assert.equal(via("junk, <script>"), "127.0.0.1");
});

Deno.test("a proxy may add the port of its client", () => {
  for (const trust of [true, PROXIES]) {
    const via = (forwardedFor: string) =>
      connectionAddress({ peer: "127.0.0.1", forwardedFor }, trust);
    assert.equal(via("203.0.113.5:4711"), "203.0.113.5");
    assert.equal(via("1.2.3.4, 203.0.113.5:4711"), "203.0.113.5");
    assert.equal(via("[2001:db8::1]:4711"), "2001:db8::1");
    assert.equal(via("[2001:db8::1]"), "2001:db8::1");
    assert.equal(via("2001:db8::1"), "2001:db8::1");
    for (const junk of ["203.0.113.5:", "203.0.113.5:x", "[203.0.113.5", "unknown", "a:1"]) {
      assert.equal(via(junk), "127.0.0.1", junk);
    }
  }
});

Deno.test("one proxy without a name is believed for one step", () => {
  const via = (forwardedFor: string) => connectionAddress({ peer: "10.0.0.1", forwardedFor }, true);
  assert.equal(via("6.6.6.6, 203.0.113.7"), "203.0.113.7");
  assert.equal(via(""), "10.0.0.1");
});

Deno.test("an IPv6 household counts as one address, and IPv4 within IPv6 as IPv4", () => {
  const key = addressKey("2001:db8:7:9::1");
  assert.equal(key, "2001:db8:7:9::/64");
  for (const same of ["2001:db8:7:9:ffff:1:2:3", "2001:0DB8:7:0009::"]) {
    assert.equal(addressKey(same), key);
  }
  assert.notEqual(addressKey("2001:db8:7:a::1"), key);
  assert.equal(addressKey("::ffff:192.0.2.1"), "192.0.2.1");
  assert.equal(addressKey("::ffff:c000:201"), "192.0.2.1");
  assert.equal(addressKey("fe80::1%eth0"), "fe80:0:0:0::/64");
  assert.deepEqual(["", "junk", "1.2.3"].map(addressKey), ["", "", ""]);
});

Deno.test("two addresses have one key exactly if their first 64 bits are the same", () => {
  const random = seeded(8);
  const written = (groups: number[]) => {
    const text = groups.map((group) => group.toString(16)).join(":");
    return random() < 0.5 ? text : text.replace(/(^|:)0(:0)+(:|$)/, "::");
  };
  const met = { same: 0, different: 0, shortened: 0 };
  for (let round = 0; round < 3_000; round++) {
    const groups = Array.from({ length: 8 }, () => pick(random, [0, 0, 1, 0xfe80, 0xffff, 0x2001]));
    if (groups.slice(0, 5).every((group) => group === 0)) continue; // may hold an IPv4 address
    const at = Math.floor(random() * 8);
    const other = groups.map((group, index) => index === at ? group ^ 0x10 : group);
    const [one, two] = [written(groups), written(other)];
    if (one.includes("::")) met.shortened += 1;
    const same = at >= 4;
    met[same ? "same" : "different"] += 1;
    assert.equal(addressKey(one) === addressKey(two), same, `${one} ${two}`);
  }
  assert.ok(Object.values(met).every((times) => times > 100), JSON.stringify(met));
});

Deno.test("networks are told from other texts, and their members from strangers", () => {
  for (const good of ["127.0.0.1", "10.0.0.0/8", "::1", "fd00::/8", "0.0.0.0/0"]) {
    assert.ok(isNetwork(good), good);
  }
  for (const bad of ["", "x", "10.0.0.0/33", "::/129", "10/8", "1.2.3.4/8/8", "1.2.3.4/"]) {
    assert.ok(!isNetwork(bad), bad);
  }
  assert.ok(isTrusted("10.200.0.1", PROXIES) && isTrusted("fd12::1", PROXIES));
  assert.ok(!isTrusted("11.0.0.1", PROXIES) && !isTrusted("", PROXIES) && !isTrusted("x", PROXIES));
});
