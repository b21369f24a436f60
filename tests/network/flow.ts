// When sound and picture have arrived at both ends of a call: the first, and something new.
import { enterRoom, fillName, join, openRoom, turn } from "../browser/harness/actions.ts";
import type { ChromiumPerson } from "../browser/harness/chromium.ts";
import { everyOrderedPairFlows, framesRise } from "../browser/harness/media.ts";
import type {} from "../browser/harness/stopwatch.ts";
import type { Town } from "./network_world.ts";

/** A call of these two; milliseconds from the second one's press on "join" to both pictures. */
export async function connect({ people: { a, b } }: Town, room: string): Promise<number> {
  await enterRoom(a, room);
  await openRoom(b, room);
  await fillName(b);
  await turn(b, "cam", true);
  await framesRise(b, "video", { frames: 2 });
  await join(b);
  await everyOrderedPairFlows([a, b], { timeout: 60_000 });
  const [there, here] = await Promise.all(
    [a, b].map((person) => person.evaluate(() => globalThis.__stopwatch, null)),
  );
  if (there === undefined || here === undefined) throw new Error("no stopwatch");
  return Math.round(Math.max(there.firstFrameAt, here.firstFrameAt) - here.clickedAt);
}

/** Milliseconds from now until sound and picture of the other one have come at all of these. */
export async function untilBothFlow(
  people: readonly ChromiumPerson[],
  timeout = 40_000,
): Promise<number> {
  const begun = performance.now();
  await Promise.all(people.map((person) => person.evaluate(newPackets, timeout)));
  return Math.round(performance.now() - begun);
}

/** Runs in the page: ends when a newer packet of a voice and one of a picture have been played. */
async function newPackets(timeout: number): Promise<void> {
  const LOOK_MS = 20;
  const marks = (kind: string) =>
    new Map(
      (globalThis.__probe?.connections ?? []).flatMap(({ pc }) => pc.getReceivers())
        .filter(({ track }) => track.kind === kind)
        .map((receiver) => [receiver, receiver.getSynchronizationSources()[0]?.rtpTimestamp]),
    );
  const before = { audio: marks("audio"), video: marks("video") };
  const isNew = (kind: "audio" | "video") =>
    [...marks(kind)].some(([line, mark]) => mark !== undefined && mark !== before[kind].get(line));
  const end = performance.now() + timeout;
  while (!isNew("audio") || !isNew("video")) {
    if (performance.now() > end) throw new Error(`nothing new within ${timeout} ms`);
    await new Promise((done) => setTimeout(done, LOOK_MS));
  }
}
