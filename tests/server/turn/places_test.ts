// Where the TURN server inside listens and relays: by its settings and the addresses of the machine.
import assert from "node:assert/strict";
import { turnPlaces } from "@/server/turn/places.ts";

const OWN = ["127.0.0.1", "172.17.0.1", "20.0.0.100", "::1", "fe80::1", "2a00:1450::9"];

function places(asked: { host: string; outside?: string[]; own?: string[] }) {
  const found = turnPlaces({ outside: [], own: OWN, ...asked });
  assert.ok(typeof found === "object", String(found));
  return found;
}

Deno.test("everywhere: all addresses listen, and relays are at the public one", () => {
  const { listen, relays, warning } = places({ host: "0.0.0.0" });
  assert.deepEqual(listen, ["172.17.0.1", "20.0.0.100", "127.0.0.1"]);
  assert.deepEqual(relays, [{ address: "20.0.0.100", outside: null }]);
  assert.equal(warning, null);
  const both = places({ host: "::" });
  assert.deepEqual(both.listen, ["172.17.0.1", "20.0.0.100", "2a00:1450::9", "127.0.0.1"]);
  assert.deepEqual(both.relays.map(({ address }) => address), ["20.0.0.100", "2a00:1450::9"]);
});

Deno.test("one address: it listens and relays, and loopback listens for the port of the pages", () => {
  const { listen, relays } = places({ host: "20.0.0.100" });
  assert.deepEqual(listen, ["20.0.0.100", "127.0.0.1"]);
  assert.deepEqual(relays, [{ address: "20.0.0.100", outside: null }]);
  assert.deepEqual(places({ host: "localhost" }).listen, ["127.0.0.1"]);
  assert.equal(places({ host: "127.0.0.1" }).warning, null, "for a try on this machine");
});

Deno.test("one IPv6 address: relays are at it, and none at loopback", () => {
  const { listen, relays } = places({ host: "2a00:1450::9" });
  assert.deepEqual(listen, ["2a00:1450::9", "127.0.0.1"]);
  assert.deepEqual(relays, [{ address: "2a00:1450::9", outside: null }]);
  assert.deepEqual(places({ host: "::1" }).relays, [{ address: "::1", outside: null }]);
});

Deno.test("behind NAT the address of the setting is told, and without one a warning", () => {
  const own = ["127.0.0.1", "10.0.0.5"];
  const told = places({ host: "0.0.0.0", outside: ["203.0.113.9"], own });
  assert.deepEqual(told.relays, [{ address: "10.0.0.5", outside: "203.0.113.9" }]);
  assert.equal(told.warning, null);
  const silent = places({ host: "0.0.0.0", own });
  assert.deepEqual(silent.relays, [{ address: "10.0.0.5", outside: null }]);
  assert.match(silent.warning ?? "", /TURN_ADDRESS/);
  const inHouse = places({ host: "0.0.0.0", outside: ["10.0.0.5"], own });
  assert.deepEqual(inHouse.relays, [{ address: "10.0.0.5", outside: null }]);
  assert.equal(inHouse.warning, null, "it was said so");
});

Deno.test("the setting may name one of several own addresses, of either family", () => {
  const { relays } = places({ host: "::", outside: ["172.17.0.1", "2a00:1450::9"] });
  assert.deepEqual(relays, [
    { address: "172.17.0.1", outside: null },
    { address: "2a00:1450::9", outside: null },
  ]);
});

Deno.test("a name is no address; a system that tells no addresses leaves loopback and a warning", () => {
  assert.match(String(turnPlaces({ host: "name", outside: [], own: OWN })), /^STUN_HOST must be/);
  const { listen, relays, warning } = places({ host: "0.0.0.0", own: [] });
  assert.deepEqual(listen, ["127.0.0.1"]);
  assert.deepEqual(relays, [{ address: "127.0.0.1", outside: null }]);
  assert.match(warning ?? "", /TURN_ADDRESS/);
});
