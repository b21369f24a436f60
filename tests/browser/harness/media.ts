// Proofs that media flows, read from the page's own RTCPeerConnections and <video> elements.
import type { Descriptions } from "./page_probe.ts";
import type { Person } from "./person.ts";
import { until } from "./wait.ts";

/** One incoming media line. */
export interface Inbound {
  mid: string;
  kind: string;
  /** Video: frames decoded so far. */
  frames: number;
  /** Audio: energy received so far (RTCInboundRtpStreamStats.totalAudioEnergy). */
  energy: number;
  bytes: number;
}

/** One connection as its page sees it. Fingerprints tell whose connection is at the other end. */
export interface Link {
  local: string;
  remote: string;
  state: RTCPeerConnectionState;
  inbound: Inbound[];
}

const FLOW_TIMEOUT_MS = 30_000;

/** The connections of a page that are not closed, with what they have received. */
export function links(person: Person): Promise<Link[]> {
  return person.evaluate(async () => {
    const fingerprint = (description: RTCSessionDescription | null) =>
      /a=fingerprint:\S+ (\S+)/.exec(description?.sdp ?? "")?.[1] ?? "";
    const all = globalThis.__probe?.connections ?? []; // an empty tab has no probe
    const live = all.filter(({ pc }) => pc.connectionState !== "closed");
    return await Promise.all(live.map(async ({ pc }) => {
      const reports = [...(await pc.getStats() as Map<string, Record<string, unknown>>).values()];
      return {
        local: fingerprint(pc.localDescription),
        remote: fingerprint(pc.remoteDescription),
        state: pc.connectionState,
        inbound: reports.filter((report) => report.type === "inbound-rtp").map((report) => ({
          mid: String(report.mid ?? ""),
          kind: String(report.kind),
          frames: Number(report.framesDecoded ?? 0),
          energy: Number(report.totalAudioEnergy ?? 0),
          bytes: Number(report.bytesReceived ?? 0),
        })),
      };
    }));
  }, null);
}

/** What one person receives from another. */
export interface Flow {
  from: string;
  to: string;
  connected: boolean;
  frames: number;
  energy: number;
  /** Bytes of sound that have arrived, played or not. */
  soundBytes: number;
}

/** Every ordered pair of these people; a pair without a connection has zeros. */
export async function flows(people: readonly Person[]): Promise<Flow[]> {
  const all = await Promise.all(people.map(async (person) => ({
    name: person.name,
    links: await links(person),
  })));
  return all.flatMap((to) =>
    all.filter((from) => from !== to).map((from) => {
      const link = to.links.find((mine) =>
        mine.remote !== "" &&
        from.links.some((theirs) => theirs.local === mine.remote && theirs.remote === mine.local)
      );
      const sum = (read: (line: Inbound) => number) =>
        link?.inbound.reduce((total, line) => total + read(line), 0) ?? 0;
      return {
        from: from.name,
        to: to.name,
        connected: link?.state === "connected",
        frames: sum((line) => line.kind === "video" ? line.frames : 0),
        energy: sum((line) => line.kind === "audio" ? line.energy : 0),
        soundBytes: sum((line) => line.kind === "audio" ? line.bytes : 0),
      };
    })
  );
}

/** What must rise for a pair to count as flowing. */
export interface FlowDemand {
  /** Additional video frames wanted; 5 when not given, 0 for people without a camera. */
  frames?: number;
  /** Whether sound has to arrive; true when not given. */
  sound?: boolean;
  timeout?: number;
  /** Which ordered pairs have to flow; all of them when not given. */
  pairs?: (from: string, to: string) => boolean;
}

/** Waits until pictures and sound of everybody rise at everybody else: N × (N − 1) pairs. */
export async function everyOrderedPairFlows(
  people: readonly Person[],
  { frames = 5, sound = true, timeout = FLOW_TIMEOUT_MS, pairs = () => true }: FlowDemand = {},
): Promise<void> {
  const before = new Map((await flows(people)).map((flow) => [`${flow.from} → ${flow.to}`, flow]));
  const stuck = async () => {
    const wanted = (await flows(people)).filter((flow) => pairs(flow.from, flow.to));
    return wanted.flatMap((flow) => {
      const pair = `${flow.from} → ${flow.to}`;
      const start = before.get(pair) ?? { frames: 0, energy: 0, soundBytes: 0 };
      const newFrames = flow.frames - start.frames;
      const lacks = [
        ...(flow.connected ? [] : ["no connection"]),
        ...(newFrames < frames ? [`${newFrames} of ${frames} new frames`] : []),
        ...(sound && flow.energy <= start.energy
          ? [`no new sound${flow.soundBytes > start.soundBytes ? ", though it arrives" : ""}`]
          : []),
      ];
      return lacks.length === 0 ? [] : [`${pair}: ${lacks.join(", ")}`];
    });
  };
  await until(stuck, {
    what: `media between all of ${people.map(({ name }) => name).join(", ")}`,
    ok: (list) => list.length === 0,
    timeout,
    every: 200 + 40 * before.size, // asking thirty connections is work, too
  });
}

/** Waits until the first `<video>` that matches has shown so many new frames on the screen. */
export async function framesRise(
  person: Person,
  selector: string,
  { frames = 5, timeout = FLOW_TIMEOUT_MS }: { frames?: number; timeout?: number } = {},
): Promise<void> {
  await until(() => person.evaluate(countFrames, { selector, ms: 3000, enough: frames }), {
    what: `${frames} frames in ${selector} at ${person.name}`,
    ok: (seen) => typeof seen === "number" && seen >= frames,
    timeout,
  });
}

/** Runs in the page: frames shown within `ms`, or what is in the way of counting them. */
async function countFrames(
  { selector, ms, enough }: { selector: string; ms: number; enough: number },
): Promise<number | string> {
  const video = document.querySelector(selector);
  if (!(video instanceof HTMLVideoElement)) return "no such <video>";
  let seen = 0;
  await new Promise<void>((done) => {
    const timer = setTimeout(done, ms);
    const count = () => {
      if (++seen < enough) return void video.requestVideoFrameCallback(count);
      clearTimeout(timer);
      done();
    };
    video.requestVideoFrameCallback(count);
  });
  return seen;
}

/** How many `<video>` elements show moving pictures now (at least two frames within a second). */
export async function movingVideos(person: Person, selector = "video"): Promise<number> {
  return await person.evaluate(async (selector) => {
    const videos = [...document.querySelectorAll<HTMLVideoElement>(selector)];
    const moves = await Promise.all(videos.map((video) =>
      new Promise<boolean>((done) => {
        const timer = setTimeout(() => done(false), 1000);
        video.requestVideoFrameCallback(() =>
          video.requestVideoFrameCallback(() => {
            clearTimeout(timer);
            done(true);
          })
        );
      })
    ));
    return moves.filter(Boolean).length;
  }, selector);
}

/** Waits until this page hears new sound, from anybody. */
export async function audioEnergyRises(
  person: Person,
  { timeout = FLOW_TIMEOUT_MS }: { timeout?: number } = {},
): Promise<void> {
  const energy = async () =>
    (await links(person)).flatMap((link) => link.inbound)
      .reduce((sum, line) => sum + (line.kind === "audio" ? line.energy : 0), 0);
  const start = await energy();
  await until(energy, { what: `sound at ${person.name}`, ok: (now) => now > start, timeout });
}

/** Sums of the descriptions set by all connections that the page ever made. */
export function negotiations(person: Person): Promise<Descriptions & { connections: number }> {
  return person.evaluate(() => {
    const total = { localOffers: 0, localAnswers: 0, remoteOffers: 0, remoteAnswers: 0 };
    // One that was closed before it had a description is that by which a page warms up.
    const all = (globalThis.__probe?.connections ?? []).filter(({ pc, counts }) =>
      pc.signalingState !== "closed" || counts.localOffers + counts.localAnswers > 0
    );
    const sum = { ...total, rollbacks: 0, connections: all.length };
    for (const { counts } of all) {
      sum.localOffers += counts.localOffers;
      sum.localAnswers += counts.localAnswers;
      sum.remoteOffers += counts.remoteOffers;
      sum.remoteAnswers += counts.remoteAnswers;
      sum.rollbacks += counts.rollbacks;
    }
    return sum;
  }, null);
}

/** Connections that nobody in `people` holds the other end of, as "Name: state". */
export async function ghosts(people: readonly Person[]): Promise<string[]> {
  const all = await Promise.all(people.map(async (person) => ({
    name: person.name,
    links: await links(person),
  })));
  const known = new Set(all.flatMap(({ links }) => links.map((link) => link.local)));
  return all.flatMap(({ name, links }) =>
    links.filter((link) => !known.has(link.remote)).map((link) => `${name}: ${link.state}`)
  );
}
