// Two minutes without any network, in a network made for it: the same call goes on.
import { tiles } from "../../browser/harness/actions.ts";
import { takePauses, watchPauses } from "../../browser/harness/pauses.ts";
import { pause, until } from "../../browser/harness/wait.ts";
import { connect, untilBothFlow } from "../../network/flow.ts";
import { labMissing } from "../../network/ip.ts";
import { Lab } from "../../network/lab.ts";
import { Town } from "../../network/network_world.ts";
import { coturnMissing } from "../../turn/coturn.ts";
import { printTable } from "../measurements.ts";

const CALM_MS = 5_000;
const SECONDS = [5, 30, 120] as const;

/** Prints how soon sound and picture are back both ways, beside the pauses of a calm call. */
export async function benchOffline(): Promise<void> {
  const missing = await labMissing() ?? coturnMissing();
  if (missing !== null) return void console.log(`\nOffline: left out, for ${missing}.`);
  await using lab = await Lab.build();
  await using town = await Town.open(lab, { relays: ["udp"] });
  await connect(town, "жол");
  const people = Object.values(town.people);
  await watchPauses(people);
  await pause(CALM_MS);
  const calm = await takePauses(people);
  const rows = [["0 (calm)", `longest pause ${Math.max(calm.video, calm.audio)}`, "2"]];
  for (const seconds of SECONDS) {
    await lab.link("first", "down");
    await pause(seconds * 1_000);
    await lab.link("first", "up");
    const ms = await untilBothFlow(people);
    const seen = await Promise.all(
      people.map((person) =>
        until(() => tiles(person), { what: "two tiles", ok: (list) => list.length === 2 })
      ),
    );
    rows.push([String(seconds), String(ms), seen.map((list) => list.length).join(" and ")]);
  }
  printTable("Without any network", ["seconds", "ms until both flow", "tiles"], rows);
}
