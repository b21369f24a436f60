// Calls through NAT, walls and slow lines: that they come about, how fast, and which way they take.
import assert from "node:assert/strict";
import { everyOrderedPairFlows } from "../browser/harness/media.ts";
import { selectedPairs } from "../browser/harness/path.ts";
import { takePauses, watchPauses } from "../browser/harness/pauses.ts";
import { pause, until } from "../browser/harness/wait.ts";
import { crowding } from "../hostile/server_health.ts";
import { coturnMissing } from "../turn/coturn.ts";
import { connect } from "./flow.ts";
import { labMissing } from "./ip.ts";
import { Lab } from "./lab.ts";
import { probe, Town } from "./network_world.ts";

const ignore = (await labMissing() ?? coturnMissing()) !== null;
const RELAYS = ["udp", "tcp", "tls"] as const;
const CONNECT_MS = 3_000;
const FLOW_MS = 20_000;
const CALM_MS = 3_000;
/** No picture of a call that works stands still for longer, in any network that is tried here. */
const STILL_MS = 5_000;

/** What the same costs where nothing is in the way: measured first, in the same run. */
const open = { ms: NaN, video: NaN, audio: NaN };

/** The path in use, as a sees it: "host – srflx", "relay (tls) – relay". */
async function pathOf({ people: { a } }: Town): Promise<string> {
  const [pair] = await until(() => selectedPairs(a), {
    what: "a path to be chosen",
    ok: ({ length }) => length > 0,
  });
  assert.ok(pair !== undefined, "a path was chosen");
  return `${pair.local}${pair.relay === null ? "" : ` (${pair.relay})`} – ${pair.remote}`;
}

Deno.test({
  name: "network: through symmetric NATs, without UDP, and with one open port a call comes about",
  ignore,
  fn: async () => {
    await using lab = await Lab.build();
    await using town = await Town.open(lab, { relays: RELAYS });
    open.ms = await connect(town, "ачык");
    await until(() => pathOf(town), { what: "a straight path", ok: (path) => !/relay/.test(path) });
    const people = Object.values(town.people);
    await watchPauses(people);
    await pause(CALM_MS);
    Object.assign(open, await takePauses(people));
    const measure = async (where: string) => {
      const ms = await connect(town, where);
      const path = await pathOf(town);
      console.log(`${where}: both pictures ${ms} ms after "join" (open: ${open.ms}), over ${path}`);
      assert.ok(ms <= CONNECT_MS * crowding(), `${where}: ${ms} ms`);
      return path;
    };
    await lab.translate("symmetric");
    assert.match(await measure("symmetric NAT"), /relay \(udp\)|– relay/);
    await lab.block("meta l4proto udp");
    assert.match(await measure("no UDP"), /^relay \((?:tcp|tls)\)/);
    await lab.block("meta l4proto udp", "tcp dport 3478");
    assert.match(await measure("only HTTP and TLS"), /^relay \(tls\)/);
    const reports = await probe({ lab, person: town.people.a }, RELAYS);
    assert.deepEqual(reports.map(({ kind, outcome }) => `${kind} ${outcome}`), [
      "udp fails",
      "tcp fails",
      "tls works",
    ]);
  },
});

Deno.test({
  name: "network: with 80 ms of delay, 2 % loss and 600 kbit/s a call comes about and flows on",
  ignore,
  fn: async () => {
    await using lab = await Lab.build({ slow: { delayMs: 80, lossPercent: 2, kbits: 600 } });
    await using town = await Town.open(lab, { light: false });
    const ms = await connect(town, "жай");
    const people = Object.values(town.people);
    await watchPauses(people);
    await pause(FLOW_MS); // not a wait for something: this long it has to go well
    const worst = await takePauses(people);
    const [pair] = await selectedPairs(town.people.a);
    console.log(
      `both pictures ${ms} ms after "join" (open: ${open.ms}); within ${FLOW_MS / 1_000} s the ` +
        `longest pause of pictures was ${worst.video} ms (open: ${open.video}), ` +
        `of sound ${worst.audio} ms (open: ${open.audio}); ` +
        `round trip ${Math.round(pair?.roundTripMs ?? NaN)} ms`,
    );
    assert.ok((pair?.roundTripMs ?? 0) >= 160, "the line is as slow as it was made");
    assert.ok(ms <= CONNECT_MS * crowding(), `${ms} ms`);
    assert.ok(worst.video <= STILL_MS * crowding() && worst.audio <= STILL_MS * crowding());
    await everyOrderedPairFlows(people);
  },
});

Deno.test({
  name: "network: where there is IPv6 only a call comes about, too",
  ignore,
  fn: async () => {
    await using lab = await Lab.build({ family: 6 });
    await using town = await Town.open(lab, { relays: ["udp"] });
    const ms = await connect(town, "алты");
    console.log(
      `with IPv6 only both pictures ${ms} ms after "join" (open: ${open.ms}), over ${await pathOf(
        town,
      )}`,
    );
    assert.ok(ms <= CONNECT_MS * crowding(), `${ms} ms`);
  },
});
