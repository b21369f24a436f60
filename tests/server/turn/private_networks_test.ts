// Private networks: the walls of deploy/coturn.conf, which addresses are public, networks as ranges.
import assert from "node:assert/strict";
import { isPublic, PRIVATE_RANGES, rangeOf } from "@/server/turn/private_networks.ts";

Deno.test("the walls of the TURN server inside are those of deploy/coturn.conf", async () => {
  const example = await Deno.readTextFile("deploy/coturn.conf");
  const denied = [...example.matchAll(/^denied-peer-ip=(.*)$/gm)].map(([, range]) => range);
  assert.ok(denied.length > 20);
  assert.deepEqual(PRIVATE_RANGES, denied);
});

Deno.test("isPublic() knows addresses that the world can send to", () => {
  for (const one of ["8.8.8.8", "20.0.0.100", "172.32.0.1", "2a00:1450::1", "2606:4700::1111"]) {
    assert.ok(isPublic(one), one);
  }
  const PRIVATE = ["0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "172.31.255.255", "::1"];
  for (const one of [...PRIVATE, "192.168.1.1", "fe80::1", "fd00::1", "224.0.0.1", "name", ""]) {
    assert.ok(!isPublic(one), one);
  }
});

Deno.test("rangeOf() writes networks as coturn reads them", () => {
  assert.equal(rangeOf("10.0.0.0/8"), "10.0.0.0-10.255.255.255");
  assert.equal(rangeOf("10.9.8.7/8"), "10.0.0.0-10.255.255.255");
  assert.equal(rangeOf("192.168.7.9/32"), "192.168.7.9-192.168.7.9");
  assert.equal(rangeOf("0.0.0.0/0"), "0.0.0.0-255.255.255.255");
  assert.equal(rangeOf("192.168.7.9"), "192.168.7.9");
  assert.equal(
    rangeOf("fd12:3456::1/32"),
    "fd12:3456:0:0:0:0:0:0-fd12:3456:ffff:ffff:ffff:ffff:ffff:ffff",
  );
  assert.equal(rangeOf("::ffff:10.0.0.0/104"), "0:0:0:0:0:ffff:a00:0-0:0:0:0:0:ffff:aff:ffff");
});
