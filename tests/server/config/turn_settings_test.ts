// The settings of the TURN server inside: what is understood, what is refused, what does not go together.
import assert from "node:assert/strict";
import { type Environment, readConfig } from "@/server/config/read_config.ts";

function config(environment: Environment) {
  const read = readConfig(environment);
  assert.ok(typeof read === "object", String(read));
  return read;
}

Deno.test("TURN=1 takes its settings, and refuses those that do not go together", () => {
  const { turn } = config({ TURN: "1" });
  const ports = [49_152, 65_535];
  assert.deepEqual(turn, { host: "0.0.0.0", port: 3_478, addresses: [], ports, peers: [] });
  const all = config({
    TURN: "1",
    TURN_PORT: "5000",
    TURN_ADDRESS: "203.0.113.9, 2001:db8::9",
    TURN_PORTS: "50000-50999",
    TURN_PEERS: "10.0.0.0/8,192.168.7.1",
    STUN_HOST: "192.0.2.7",
  });
  assert.deepEqual(all.turn, {
    host: "192.0.2.7",
    port: 5_000,
    addresses: ["203.0.113.9", "2001:db8::9"],
    ports: [50_000, 50_999],
    peers: ["10.0.0.0/8", "192.168.7.1"],
  });
  const REFUSED: [Environment, RegExp][] = [
    [{ TURN: "yes" }, /^TURN must be a whole number/],
    [{ TURN: "1", TURN_PORT: "0" }, /^TURN_PORT must be/],
    [{ TURN: "1", TURN_ADDRESS: "turn.example.org" }, /^TURN_ADDRESS must list addresses/],
    [{ TURN: "1", TURN_ADDRESS: "192.0.2.1,192.0.2.2" }, /^TURN_ADDRESS may have one/],
    [{ TURN: "1", TURN_PEERS: "10.0.0.0/33" }, /^TURN_PEERS must list/],
    [{ TURN: "1", TURN_PORTS: "49152" }, /^TURN_PORTS must be/],
    [{ TURN: "1", TURN_PORTS: "50000-50098" }, /^TURN_PORTS must be/],
    [{ TURN: "1", TURN_PORTS: "80-65535" }, /^TURN_PORTS must be/],
    [{ TURN: "1", TURN_PORTS: "50000-70000" }, /^TURN_PORTS must be/],
    [{ TURN: "1", TURN_URLS: "turn:t:1", TURN_SECRET: "s" }, /^TURN must be 0, because TURN_URLS/],
    [
      { TURN: "1", REDIS_URL: "redis://r", SECRET: "0123456789abcdef" },
      /^TURN must be 0, because R/,
    ],
    [{ TURN: "1", PORT: "3478" }, /^TURN_PORT must be another port than PORT/],
    [{ TURN: "1", STUN_PORT: "3478" }, /^TURN_PORT must be another port than STUN_PORT/],
    [
      { TURN: "1", TURN_PORT: "50000", TURN_PORTS: "49152-65535" },
      /^TURN_PORTS must not have port 50000/,
    ],
  ];
  for (const [environment, sentence] of REFUSED) {
    assert.match(String(readConfig(environment)), sentence, JSON.stringify(environment));
  }
});
