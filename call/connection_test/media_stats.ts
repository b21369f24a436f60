// Delay, loss and loudness of a connection, read from its statistics (W3C webrtc-stats).

/** What arrives, in figures for people. Null where the browser does not tell. */
export interface MediaStats {
  /** From sending to playing, without the delay of the devices, in milliseconds. */
  delay: number | null;
  /** Lost packets, in per cent. */
  loss: number | null;
  /** Loudness right now, 0 to 1. */
  level: number;
  /** Size of the picture as it arrives, in pixels. */
  size: { width: number; height: number } | null;
  /** Frames of the picture so far. */
  frames: number;
}

type StatsEntry = Record<string, unknown>;

/** Reads the receiving end. */
export function readMediaStats(stats: Iterable<StatsEntry>): MediaStats {
  const lines = [...stats];
  const inbound = lines.filter(({ type }) => type === "inbound-rtp");
  const sound = inbound.find(({ kind }) => kind === "audio");
  const picture = inbound.find(({ kind, frameWidth }) => kind === "video" && frameWidth);
  const lost = sum(inbound, "packetsLost");
  const came = sum(inbound, "packetsReceived");
  return {
    delay: delayOf(lines, sound ?? picture),
    loss: came + lost === 0 ? null : Math.max(0, 100 * lost / (came + lost)),
    level: numberOf(sound?.audioLevel),
    size: picture
      ? { width: numberOf(picture.frameWidth), height: numberOf(picture.frameHeight) }
      : null,
    frames: numberOf(picture?.framesDecoded),
  };
}

/** Half of the round trip, and the time in the jitter buffer. */
function delayOf(lines: readonly StatsEntry[], heard: StatsEntry | undefined): number | null {
  const emitted = numberOf(heard?.jitterBufferEmittedCount);
  if (!heard || emitted === 0) return null;
  const path = lines.find(({ type, state, nominated }) =>
    type === "candidate-pair" && state === "succeeded" && nominated
  );
  const seconds = numberOf(heard.jitterBufferDelay) / emitted +
    numberOf(path?.currentRoundTripTime) / 2;
  return Math.round(1000 * seconds);
}

function sum(lines: readonly StatsEntry[], name: string): number {
  return lines.reduce((total, line) => total + numberOf(line[name]), 0);
}

function numberOf(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}
