// A call over one narrow uplink, and what the others hear and see of it.
import { enterRoom } from "../browser/harness/actions.ts";
import type { ChromiumPerson } from "../browser/harness/chromium.ts";
import { pause, until } from "../browser/harness/wait.ts";
import { Lab } from "./lab.ts";
import { Town } from "./network_world.ts";
import { noisyCamera } from "./noisy_camera.ts";

const NAMES = ["Гүлнар", "Бектур", "Жамила", "Нурлан", "Айгүл"];
/** Small pages, because six of them are drawn on the processors that encode, too. */
const VIEWPORT = { width: 640, height: 400 };
/** How long the budget may take to find out what the uplink carries. */
const SETTLE_MS = 15_000;

/** What came over the uplink while it was measured. */
export interface UplinkMeasure {
  /** Share of the voice that was made up because packets were missing, 0 to 1. */
  concealed: number;
  /** Share of the voice's packets that were lost, 0 to 1. */
  lost: number;
  /** To the others and back, in milliseconds: the mean. */
  roundTripMs: number;
  /** Frames a second of the picture at each of the others: the least. */
  fps: number;
  /** How long a picture stood still at most, in milliseconds in sum. */
  frozenMs: number;
  /** Sound and pictures of all copies, in kbit/s. */
  sentKbits: number;
}

/**
 * Measures for so many milliseconds. Without adaptation every copy is encoded as before there was any:
 * an equal part of 2.5 Mbit/s in half the camera's size. Null if a connection was replaced meanwhile,
 * which begins to count anew.
 */
export async function measureUplink(
  { peers, kbits, adapts, ms }: { peers: number; kbits: number; adapts: boolean; ms: number },
): Promise<UplinkMeasure | null> {
  await using lab = await Lab.build({ slow: { delayMs: 20, lossPercent: 0, kbits } });
  await using town = await Town.open(lab, { light: false, camera: await noisyCamera() });
  const { a } = town.people;
  if (!adapts) await a.page.addInitScript(encodeAsBefore);
  const others: ChromiumPerson[] = [];
  for (const name of NAMES.slice(0, peers)) {
    const other = await town.newPerson("b", {
      ...{ name, viewport: VIEWPORT, settings: { joinMuted: true } },
    });
    await other.page.addInitScript(drawNothing);
    await enterRoom(other, "кууш жол", { video: false });
    others.push(other);
  }
  await enterRoom(a, "кууш жол");
  // Without adaptation some may see nothing for long: that is measured, too.
  await Promise.allSettled(
    others.map((other) =>
      until(() => counted(other), {
        what: `a picture at ${other.name}`,
        ok: ({ frames }) => frames > 0,
        timeout: 10_000,
      })
    ),
  );
  await pause(SETTLE_MS);
  const before = await Promise.all([a, ...others].map(counted));
  await pause(ms);
  const after = await Promise.all([a, ...others].map(counted));
  return before.some(({ connections }, index) => connections !== after[index]?.connections)
    ? null
    : compare(before, after);
}

export interface Counts {
  /** When it was counted, in milliseconds. */
  at: number;
  /** Ids of those that are up. */
  connections: string;
  samples: number;
  concealed: number;
  received: number;
  lost: number;
  frames: number;
  frozen: number;
  sent: number;
  trips: number;
  tripCount: number;
}

/** What happened between two counts; the first page is the one that sends. */
export function compare(before: readonly Counts[], after: readonly Counts[]): UplinkMeasure {
  const rise = (key: Exclude<keyof Counts, "connections">) =>
    after.map((now, index) => now[key] - (before[index]?.[key] ?? 0));
  const took = rise("at");
  const heard = (key: Parameters<typeof rise>[0]) =>
    rise(key).slice(1).reduce((sum, value) => sum + value, 0);
  return {
    concealed: heard("concealed") / heard("samples"),
    lost: heard("lost") / (heard("lost") + heard("received")),
    roundTripMs: 1_000 * (rise("trips")[0] ?? 0) / (rise("tripCount")[0] ?? 1),
    fps: Math.min(
      ...rise("frames").map((frames, index) => 1_000 * frames / (took[index] ?? 1)).slice(1),
    ),
    frozenMs: 1_000 * Math.max(...rise("frozen").slice(1)),
    sentKbits: 8 * (rise("sent")[0] ?? 0) / (took[0] ?? 1),
  };
}

/** What the connections of a page have counted so far. */
export function counted(person: ChromiumPerson): Promise<Counts> {
  return person.evaluate(async () => {
    const sum = {
      ...{ at: performance.now(), connections: "" },
      ...{ samples: 0, concealed: 0, received: 0, lost: 0, frames: 0, frozen: 0, sent: 0 },
      ...{ trips: 0, tripCount: 0 },
    };
    for (const { pc } of globalThis.__probe?.connections ?? []) {
      if (pc.connectionState !== "connected") continue;
      sum.connections += /a=ice-ufrag:(\S+)/.exec(pc.localDescription?.sdp ?? "")?.[1] ?? "";
      for (const entry of (await pc.getStats()).values()) {
        if (entry.type === "inbound-rtp" && entry.kind === "audio") {
          sum.samples += entry.totalSamplesReceived ?? 0;
          sum.concealed += entry.concealedSamples ?? 0;
          sum.received += entry.packetsReceived ?? 0;
          sum.lost += entry.packetsLost ?? 0;
        } else if (entry.type === "inbound-rtp") {
          sum.frames += entry.framesDecoded ?? 0;
          sum.frozen += entry.totalFreezesDuration ?? 0;
        } else if (entry.type === "outbound-rtp") {
          sum.sent += (entry.bytesSent ?? 0) + (entry.headerBytesSent ?? 0);
        } else if (entry.type === "remote-inbound-rtp") {
          sum.trips += entry.totalRoundTripTime ?? 0;
          sum.tripCount += entry.roundTripTimeMeasurements ?? 0;
        }
      }
    }
    return sum;
  }, null);
}

/** Runs in the page: pictures arrive and are decoded, and no processor is spent on drawing them. */
function drawNothing(): void {
  document.addEventListener("DOMContentLoaded", () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("video { visibility: hidden !important; }");
    document.adoptedStyleSheets.push(sheet);
  });
}

/** Runs in the page, before its own scripts. */
function encodeAsBefore(): void {
  const set = RTCRtpSender.prototype.setParameters;
  RTCRtpSender.prototype.setParameters = function (parameters) {
    if (this.track?.kind === "video") {
      for (const encoding of parameters.encodings) {
        Object.assign(encoding, { active: true, maxBitrate: 500_000, scaleResolutionDownBy: 2 });
        delete encoding.maxFramerate;
      }
    }
    return set.call(this, parameters);
  };
}
