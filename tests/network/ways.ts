// Which way media reach a page: straight from other pages, or through an SFU.
import type { ChromiumPerson } from "../browser/harness/chromium.ts";
import { until } from "../browser/harness/wait.ts";

/** Bytes of media that come within half a second, by way, and pictures that are decoded. */
export interface Arriving {
  mesh: number;
  sfu: number;
  frames: number;
}

/** Waits until everything comes this way to all of them, pictures too, and nothing the other way. */
export async function untilAllCome(
  way: "mesh" | "sfu",
  people: readonly ChromiumPerson[],
  timeout = 40_000,
): Promise<number> {
  const begun = performance.now();
  const other = way === "mesh" ? "sfu" : "mesh";
  await until(() => Promise.all(people.map(arriving)), {
    what: `everything to come by ${way}`,
    ok: (all) => all.every((one) => one[way] > 0 && one[other] === 0 && one.frames > 0),
    timeout,
    every: 100,
  });
  return Math.round(performance.now() - begun);
}

/** What comes to one of them now. */
export function arriving(person: ChromiumPerson): Promise<Arriving> {
  return person.evaluate(async () => {
    const count = async () => {
      const sums = new Map<
        RTCPeerConnection,
        { way: "mesh" | "sfu"; bytes: number; frames: number }
      >();
      for (const { pc } of globalThis.__probe?.connections ?? []) {
        if (pc.connectionState === "closed") continue;
        const way = /a=ice-lite/.test(pc.remoteDescription?.sdp ?? "") ? "sfu" : "mesh";
        const sum = { way, bytes: 0, frames: 0 } as const;
        const all = [...(await pc.getStats()).values()].filter(({ type }) =>
          type === "inbound-rtp"
        );
        sums.set(pc, {
          ...sum,
          bytes: all.reduce((total, { bytesReceived = 0 }) => total + bytesReceived, 0),
          frames: all.reduce((total, { framesDecoded = 0 }) => total + framesDecoded, 0),
        });
      }
      return sums;
    };
    const before = await count();
    await new Promise((done) => setTimeout(done, 500));
    const arrived = { mesh: 0, sfu: 0, frames: 0 };
    for (const [pc, { way, bytes, frames }] of await count()) {
      const was = before.get(pc) ?? { bytes: 0, frames: 0 };
      arrived[way] += bytes - was.bytes;
      arrived.frames += frames - was.frames;
    }
    return arrived;
  }, null);
}
