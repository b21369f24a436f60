// How good the path to one member is, from what its statistics count between two samples. Pure.

/** "good" says nothing on the screen; the others are shown beside the name. */
export type Quality = "good" | "fair" | "poor";

/** What the statistics of one connection have counted so far. */
export interface StatsTotals {
  /** To the other side and back, in milliseconds; null while nobody has measured it. */
  roundTrip: number | null;
  /** Packets of sound and picture that came, and that were missing. */
  received: number;
  lost: number;
  /** Packets that were sent, and those of them that the other side misses. */
  sent: number;
  missed: number;
  /** Bytes of sound and picture that have arrived, without headers. */
  bytes: number;
  /** What the other side's voice has been like so far; null where the browser does not count it. */
  voice: VoiceTotals | null;
  /** For how long the camera's picture stood still when it should have moved, in milliseconds. */
  frozen: number;
  /** The round trip that the other side's newest report shows, in milliseconds; null before one. */
  reportedTrip: number | null;
  /** Bytes of pictures that were sent, without headers. */
  pictureBytes: number;
  /** All bytes over the path in use, up and down. */
  up: number;
  down: number;
  /** All that was counted, for those who want more of it. */
  entries: readonly StatsEntry[];
}

/** Sound of one voice, as statistics add it up. */
export interface VoiceTotals {
  /** Squares of the level (0 to 1), times the seconds that they lasted. */
  readonly energy: number;
  readonly seconds: number;
}

/** The quality that is shown, and what could change it. */
export interface QualityEstimate {
  readonly quality: Quality;
  /** Samples in a row that were better (negative: worse) than what is shown. */
  readonly doubts: number;
}

/** Everything begins well. */
export const NO_ESTIMATE: QualityEstimate = { quality: "good", doubts: 0 };

/** From here on a conversation is felt to drag (ITU-T G.114 doubled), and to fail. */
const SLOW_MS = { fair: 350, poor: 800 };
/** Share of packets; browsers hide less than this well. */
const LOSS = { fair: 0.04, poor: 0.12 };
/** Share of the time between two samples in which the picture stood still. */
const FROZEN = { fair: 0.15, poor: 0.5 };
/** Fewer packets prove nothing. */
const FEW = 30;
/** So many samples in a row make the shown quality worse, and so many better. */
const LOOKS = { worse: 2, better: 3 };

const RANK: Record<Quality, number> = { poor: 0, fair: 1, good: 2 };

/** The part of an entry of `RTCStatsReport` that counts here. */
export interface StatsEntry {
  id?: string;
  type: string;
  kind?: string;
  trackIdentifier?: string;
  totalAudioEnergy?: number;
  totalSamplesDuration?: number;
  packetsReceived?: number;
  packetsLost?: number;
  packetsSent?: number;
  totalFreezesDuration?: number;
  selectedCandidatePairId?: string;
  currentRoundTripTime?: number;
  nominated?: boolean;
  timestamp?: number;
  roundTripTime?: number;
  bytesSent?: number;
  bytesReceived?: number;
  framesEncoded?: number;
  totalEncodeTime?: number;
  framesDecoded?: number;
  framesDropped?: number;
  qualityLimitationReason?: string;
  jitter?: number;
  localCandidateId?: string;
  remoteCandidateId?: string;
  candidateType?: string;
  availableOutgoingBitrate?: number;
}

/** Ids of the tracks that are the other side's microphone and camera. */
export interface TrackIds {
  mic: string | null;
  camera: string | null;
}

/** Adds up a report. */
export function statsTotalsOf(
  report: Iterable<StatsEntry>,
  { mic, camera }: TrackIds,
): StatsTotals {
  const entries = [...report];
  const pair = pairOf(entries);
  const totals: StatsTotals = {
    roundTrip: inMilliseconds(pair?.currentRoundTripTime),
    ...{ received: 0, lost: 0, sent: 0, missed: 0, frozen: 0, pictureBytes: 0 },
    ...{ bytes: 0, voice: null, entries },
    reportedTrip: reportedTripOf(entries),
    up: pair?.bytesSent ?? 0,
    down: pair?.bytesReceived ?? 0,
  };
  for (const entry of entries) {
    if (entry.type === "inbound-rtp") {
      totals.received += entry.packetsReceived ?? 0;
      totals.lost += entry.packetsLost ?? 0;
      totals.bytes += entry.bytesReceived ?? 0;
      if (entry.trackIdentifier === mic) totals.voice = voiceOf(entry);
      if (entry.trackIdentifier === camera) {
        totals.frozen += 1_000 * (entry.totalFreezesDuration ?? 0);
      }
    } else if (entry.type === "outbound-rtp") {
      totals.sent += entry.packetsSent ?? 0;
      if (entry.kind === "video") totals.pictureBytes += entry.bytesSent ?? 0;
    } else if (entry.type === "remote-inbound-rtp") {
      totals.missed += entry.packetsLost ?? 0;
    }
  }
  return totals;
}

function voiceOf({ totalAudioEnergy: energy, totalSamplesDuration: seconds }: StatsEntry) {
  return energy === undefined || seconds === undefined ? null : { energy, seconds };
}

/** The pair of addresses in use: named by the transport (Chromium), or nominated (Firefox). */
function pairOf(entries: readonly StatsEntry[]): StatsEntry | undefined {
  const chosen = entries.find(({ selectedCandidatePairId: id }) => id)?.selectedCandidatePairId;
  return entries.find(({ type, id, nominated }) =>
    type === "candidate-pair" && (chosen === undefined ? nominated === true : id === chosen)
  );
}

/** Of the newest report on sound or picture that the other side has sent. */
function reportedTripOf(entries: readonly StatsEntry[]): number | null {
  const reports = entries.filter(({ type, roundTripTime }) =>
    type === "remote-inbound-rtp" && roundTripTime !== undefined
  );
  const [newest] = reports.sort((a, b) => (b.timestamp ?? 0) - (a.timestamp ?? 0));
  return inMilliseconds(newest?.roundTripTime);
}

function inMilliseconds(seconds: number | undefined): number | null {
  return seconds === undefined ? null : 1_000 * seconds;
}

/** The quality of these `ms` milliseconds alone. */
export function qualityOf(before: StatsTotals, after: StatsTotals, ms: number): Quality {
  const missed = after.missed - before.missed;
  const worst = Math.max(
    grade(after.roundTrip ?? 0, SLOW_MS),
    grade(share(after.lost - before.lost, after.received - before.received), LOSS),
    grade(share(missed, after.sent - before.sent - missed), LOSS),
    grade((after.frozen - before.frozen) / ms, FROZEN),
  );
  return worst === 2 ? "poor" : worst === 1 ? "fair" : "good";
}

/** The quality to show from now on: one sample is an accident, several in a row are not. */
export function updateEstimate(
  { quality, doubts }: QualityEstimate,
  seen: Quality,
): QualityEstimate {
  const step = Math.sign(RANK[seen] - RANK[quality]);
  if (step === 0) return { quality, doubts: 0 };
  const now = Math.sign(doubts) === step ? doubts + step : step;
  const enough = step > 0 ? now >= LOOKS.better : -now >= LOOKS.worse;
  return enough ? { quality: seen, doubts: 0 } : { quality, doubts: now };
}

function grade(value: number, { fair, poor }: { fair: number; poor: number }): 0 | 1 | 2 {
  return value >= poor ? 2 : value >= fair ? 1 : 0;
}

/** A repair lowers the count of lost packets: a missing one may come after all. */
function share(bad: number, well: number): number {
  return bad + well < FEW ? 0 : Math.max(0, bad) / (bad + well);
}
