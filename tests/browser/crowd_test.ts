// Calls of 4 and 6 people: every picture and every voice arrives at everybody else.
import assert from "node:assert/strict";
import { enterAll, everybodyCounts, tiles, turn } from "./harness/actions.ts";
import type { ChromiumPerson } from "./harness/chromium.ts";
import type { Person } from "./harness/person.ts";
import { everyOrderedPairFlows, ghosts, negotiations } from "./harness/media.ts";
import { setStage } from "./harness/stage.ts";
import { until, untilEqual } from "./harness/wait.ts";

// Small and slow pictures in small windows: six people are thirty encoders and thirty decoders on
// two cores without a graphics card.
const stage = setStage({ fakeDevice: "fps=5" });
/** Room for six: what does not fit is not sent. */
const VIEWPORT = { width: 460, height: 400 };
const TIMEOUT_MS = 120_000;

async function assertCleanMesh(people: readonly Person[]): Promise<void> {
  const count = people.length;
  await everybodyCounts(people, count);
  for (const person of people) {
    await until(() => tiles(person), {
      what: `${count} different tiles at ${person.name}`,
      ok: (shown) => new Set(shown).size === count,
    });
    const { name } = person;
    const { connections, localOffers, localAnswers, rollbacks } = await negotiations(person);
    const descriptions = localOffers + localAnswers; // one a connection
    assert.deepEqual(
      { name, connections, descriptions, rollbacks },
      { name, connections: count - 1, descriptions: count - 1, rollbacks: 0 },
    );
  }
  await untilEqual(() => ghosts(people), [], { what: "no connection to nobody" });
}

Deno.test(
  "9: 4 people see and hear each other; thirty times somebody else speaks, and no picture moves",
  stage.scene(async (scene) => {
    const people = await enterAll(scene, 4, { viewport: VIEWPORT });
    await everybodyCounts(people, 4);
    await everyOrderedPairFlows(people, { timeout: TIMEOUT_MS });
    await assertCleanMesh(people);
    const [asan] = people;
    assert.ok(asan);
    const { changes, layouts } = await changeSpeakers(asan, 30);
    assert.ok(changes >= 30, `${changes} changes of who speaks`);
    assert.equal(layouts.length, 1, layouts.join("\n"));
  }),
);

// Thirty voices at once are more than two cores can carry: a microphone that was never on costs
// nothing.
Deno.test(
  "6 people see each other and hear whoever speaks, with one negotiation a pair",
  stage.scene(async (scene) => {
    const people = await enterAll(scene, 6, { viewport: VIEWPORT, settings: { joinMuted: true } });
    await everybodyCounts(people, 6);
    await everyOrderedPairFlows(people, { sound: false, timeout: TIMEOUT_MS });
    for (const speaker of people.slice(0, 2)) {
      await turn(speaker, "mic", true);
      await everyOrderedPairFlows(people, {
        pairs: (from) => from === speaker.name,
        timeout: TIMEOUT_MS,
      });
      await turn(speaker, "mic", false);
    }
    await assertCleanMesh(people);
  }),
);

/**
 * Makes one voice after the other the only loud one, until as many times somebody began or stopped
 * to speak. Gives the different orders and places that all pictures had meanwhile.
 */
function changeSpeakers(
  { page }: ChromiumPerson,
  wanted: number,
): Promise<{ changes: number; layouts: string[] }> {
  return page.evaluate(async (wanted) => {
    const voices = (globalThis.__probe?.connections ?? []).flatMap(({ pc }) =>
      pc.getReceivers().filter(({ track }) => track.kind === "audio").slice(0, 1)
    );
    let [loud] = voices;
    const energies = new Map<string, number>();
    const getStats = RTCPeerConnection.prototype.getStats;
    RTCPeerConnection.prototype.getStats = async function (this: RTCPeerConnection) {
      const report = await getStats.call(this);
      return new Map([...report].map(([id, entry]) => {
        const track: string | undefined = entry.type === "inbound-rtp" && entry.trackIdentifier;
        if (!track) return [id, entry];
        energies.set(track, (energies.get(track) ?? 0) + (track === loud?.track.id ? 1 : 0));
        const totalSamplesDuration = performance.now() / 1_000;
        return [id, { ...entry, totalSamplesDuration, totalAudioEnergy: energies.get(track) }];
      })) as unknown as RTCStatsReport;
    } as RTCPeerConnection["getStats"];
    const tiles = () => [...document.querySelectorAll<HTMLElement>(".tile")];
    const speaking = () =>
      tiles().filter((tile) => tile.matches(".is-speaking")).map((tile) => tile.dataset.member);
    const layout = () =>
      tiles().map((tile) => {
        const { x, y, width, height } = tile.getBoundingClientRect();
        return [tile.dataset.member, x, y, width, height].join(" ");
      }).join("; ");
    const layouts = new Set([layout()]);
    let changes = 0;
    const until = performance.now() + 60_000;
    for (let turn = 1; changes < wanted && performance.now() < until; turn++) {
      const before = speaking().join();
      loud = voices[turn % voices.length];
      while (speaking().join() === before && performance.now() < until) {
        await new Promise(requestAnimationFrame);
        layouts.add(layout());
      }
      changes++;
    }
    return { changes, layouts: [...layouts] };
  }, wanted);
}
