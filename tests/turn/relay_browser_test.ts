// The TURN server inside and two browsers that may use nothing else: Chromium and Firefox in one call.
import assert from "node:assert/strict";
import { enterRoom, everybodyCounts } from "../browser/harness/actions.ts";
import { everyOrderedPairFlows } from "../browser/harness/media.ts";
import { selectedPairs } from "../browser/harness/path.ts";
import { firefoxMissing } from "../browser/harness/programs.ts";
import { freePort } from "../browser/harness/server.ts";
import { setStage } from "../browser/harness/stage.ts";
import { coturnMissing } from "./coturn.ts";

const ignore = (coturnMissing() ?? firefoxMissing()) !== null || Deno.build.os !== "linux";
const stage = setStage({
  server: {
    args: ["run", "-A", "--no-check", "main.ts"],
    env: {
      TURN: "1",
      TURN_PORT: String(freePort()),
      TURN_PORTS: "53000-53999",
      TURN_PEERS: "127.0.0.0/8", // both relays are at this machine's own loopback address
      DATA_DIR: Deno.makeTempDirSync(),
    },
  },
});

/** Runs in the page: every connection goes over a relay or not at all. */
function relayOnly(): void {
  const policy = { iceTransportPolicy: "relay" } as const;
  const Before = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Before {
    constructor(settings?: RTCConfiguration) {
      super({ ...settings, ...policy });
    }
    override setConfiguration(settings?: RTCConfiguration): void {
      super.setConfiguration({ ...settings, ...policy });
    }
  };
}

Deno.test({
  name: "TURN inside: Chromium and Firefox see and hear each other over it alone",
  ignore,
  fn: stage.scene(async ({ newPerson, newFirefoxPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    const gulnar = await newFirefoxPerson({ name: "Гүлнар" });
    await asan.page.addInitScript(relayOnly);
    await gulnar.page.evaluateOnNewDocument(relayOnly);
    const people = [asan, gulnar];
    await enterRoom(asan, room);
    await enterRoom(gulnar, room);
    await everybodyCounts(people, 2);
    await everyOrderedPairFlows(people, { timeout: 60_000 });
    const [pair] = await selectedPairs(asan);
    assert.match(`${pair?.local} – ${pair?.remote}`, /^relay – (?:relay|prflx)/);
  }),
});
