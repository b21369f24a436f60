// What can be said of one connection to whoever wants to know: from two reports of its statistics. Pure.

/** One direction: what travels since the report before, and how. */
export interface DirectionDetails {
  /** Sound and pictures, in kbit/s. */
  kbits: number;
  /** Share of packets that were lost, 0 to 1; null where too few travelled. */
  loss: number | null;
  /** "Opus", "VP8": in the order of what travels. */
  codecs: readonly string[];
  /** The largest picture; null where there is none. */
  picture: { width: number; height: number; fps: number } | null;
}

export interface ConnectionDetails {
  /** To the other side and back, in milliseconds; null while nobody has measured it. */
  roundTrip: number | null;
  /** Within a network, over the internet, or over a TURN server; null while there is no path. */
  path: "host" | "srflx" | "relay" | null;
  /** "udp" or "tcp"; null while there is no path. */
  protocol: string | null;
  up: DirectionDetails;
  down: DirectionDetails;
}

/** The parts of the entries of `RTCStatsReport` that count here. */
interface Entry {
  id: string;
  type: string;
  timestamp: number;
  kind?: string;
  codecId?: string;
  mimeType?: string;
  bytesSent?: number;
  bytesReceived?: number;
  headerBytesSent?: number;
  headerBytesReceived?: number;
  packetsSent?: number;
  packetsReceived?: number;
  packetsLost?: number;
  frameWidth?: number;
  frameHeight?: number;
  framesPerSecond?: number;
  selectedCandidatePairId?: string;
  nominated?: boolean;
  currentRoundTripTime?: number;
  localCandidateId?: string;
  remoteCandidateId?: string;
  candidateType?: string;
  protocol?: string;
  relayProtocol?: string;
}

type Entries = ReadonlyMap<string, Entry>;
type Counter =
  | "bytesSent"
  | "bytesReceived"
  | "headerBytesSent"
  | "headerBytesReceived"
  | "packetsSent"
  | "packetsReceived"
  | "packetsLost";

/** Fewer packets prove no loss. */
const FEW = 20;

/** `before`: the report some seconds ago; without it there are no rates. */
export function connectionDetailsOf(
  before: RTCStatsReport | null,
  now: RTCStatsReport,
): ConnectionDetails {
  const [old, entries] = [entriesOf(before), entriesOf(now)];
  const pair = pairOf(entries);
  const [local, remote] = [pair?.localCandidateId, pair?.remoteCandidateId].map((id) =>
    entries.get(id ?? "")
  );
  return {
    roundTrip: inMilliseconds(pair?.currentRoundTripTime),
    path: pair === undefined ? null : pathOf(local, remote),
    protocol: local?.relayProtocol ?? local?.protocol ?? null,
    up: directionOf(old, entries, "outbound-rtp"),
    down: directionOf(old, entries, "inbound-rtp"),
  };
}

function pathOf(local: Entry | undefined, remote: Entry | undefined): "host" | "srflx" | "relay" {
  const types = [local?.candidateType, remote?.candidateType];
  if (types.includes("relay")) return "relay";
  return types.every((type) => type === "host") ? "host" : "srflx";
}

function directionOf(
  old: Entries,
  entries: Entries,
  type: "outbound-rtp" | "inbound-rtp",
): DirectionDetails {
  const isUp = type === "outbound-rtp";
  const flows = all(entries, type).map((entry) => ({ entry, was: old.get(entry.id) }));
  const rise = (...counters: Counter[]) =>
    flows.reduce((sum, { entry, was }) => sum + riseOf(entry, was, counters), 0);
  const bytes = isUp
    ? rise("bytesSent", "headerBytesSent")
    : rise("bytesReceived", "headerBytesReceived");
  const ms = Math.max(
    0,
    ...flows.map(({ entry, was }) => was ? entry.timestamp - was.timestamp : 0),
  );
  const moving = flows.filter(({ entry, was }) =>
    riseOf(entry, was, [isUp ? "packetsSent" : "packetsReceived"]) > 0
  ).map(({ entry }) => entry);
  const lost = isUp ? lostAbove(old, entries) : rise("packetsLost");
  const packets = isUp ? rise("packetsSent") : rise("packetsReceived") + lost;
  return {
    kbits: ms === 0 ? 0 : 8 * bytes / ms,
    loss: packets < FEW ? null : Math.min(1, Math.max(0, lost) / packets),
    codecs: [...new Set(moving.map(({ codecId }) => nameOf(entries.get(codecId ?? ""))))].filter(
      Boolean,
    ),
    picture: largest(moving),
  };
}

/** Packets that the other side has reported as lost since. */
function lostAbove(old: Entries, entries: Entries): number {
  const reports = all(entries, "remote-inbound-rtp");
  return reports.reduce((sum, entry) => sum + riseOf(entry, old.get(entry.id), ["packetsLost"]), 0);
}

function largest(flows: readonly Entry[]): DirectionDetails["picture"] {
  const [entry] = flows.filter(({ frameHeight }) => frameHeight !== undefined && frameHeight > 0)
    .sort((a, b) => (b.frameHeight ?? 0) - (a.frameHeight ?? 0));
  if (entry === undefined) return null;
  const { frameWidth: width = 0, frameHeight: height = 0, framesPerSecond = 0 } = entry;
  return { width, height, fps: Math.round(framesPerSecond) };
}

/** "audio/opus" as people write it. */
function nameOf(codec: Entry | undefined): string {
  const name = codec?.mimeType?.split("/")[1] ?? "";
  return name === "opus" ? "Opus" : name.toUpperCase();
}

function riseOf(entry: Entry, was: Entry | undefined, counters: readonly Counter[]): number {
  if (was === undefined) return 0;
  return counters.reduce((sum, key) => sum + (entry[key] ?? 0) - (was[key] ?? 0), 0);
}

/** The pair of addresses in use: named by the transport (Chromium), or nominated (Firefox). */
function pairOf(entries: Entries): Entry | undefined {
  const chosen = [...entries.values()].find(({ selectedCandidatePairId: id }) => id);
  if (chosen) return entries.get(chosen.selectedCandidatePairId ?? "");
  return all(entries, "candidate-pair").find(({ nominated }) => nominated);
}

function all(entries: Entries, type: string): Entry[] {
  return [...entries.values()].filter((entry) => entry.type === type);
}

function entriesOf(report: RTCStatsReport | null): Entries {
  return (report ?? new Map()) as unknown as Entries;
}

function inMilliseconds(seconds: number | undefined): number | null {
  return seconds === undefined ? null : Math.round(1_000 * seconds);
}
