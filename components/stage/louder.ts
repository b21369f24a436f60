// A voice that is to be louder than it comes: amplified before it reaches its element, not beside it.

/** A stream that an element can play in place of the track. */
export interface Louder {
  stream: MediaStream;
  setGain(gain: number): void;
  close(): void;
}

/** Nothing is ever connected to its destination: it has no loudspeaker of its own. */
let context: AudioContext | null = null;

/**
 * Amplifies a track; null where the browser cannot, or holds audio back for want of a press. An
 * element that is silent goes on taking the track: without one some browsers let nothing through.
 */
export async function makeLouder(track: MediaStreamTrack, gain: number): Promise<Louder | null> {
  try {
    const made = context ??= new AudioContext();
    if (made.state !== "running") await inTime(made.resume());
    if (made.state !== "running") return null;
    return amplify(made, { track, gain });
  } catch {
    return null;
  }
}

/** Until somebody presses, this may never be answered. */
const PATIENCE_MS = 1_000;

function inTime(answer: Promise<void>): Promise<void> {
  return Promise.race([
    answer,
    new Promise<void>((resolve) => void setTimeout(resolve, PATIENCE_MS)),
  ]);
}

function amplify(
  made: AudioContext,
  { track, gain }: { track: MediaStreamTrack; gain: number },
): Louder {
  const raw = new MediaStream([track]);
  const source = made.createMediaStreamSource(raw);
  const amplifier = made.createGain();
  const end = made.createMediaStreamDestination();
  amplifier.gain.value = gain;
  source.connect(amplifier).connect(end);
  const taker = new Audio();
  taker.muted = true;
  taker.srcObject = raw;
  void taker.play().catch(() => {});
  return {
    stream: end.stream,
    setGain: (gain) => void (amplifier.gain.value = gain),
    close: () => {
      source.disconnect();
      amplifier.disconnect();
      taker.srcObject = null;
    },
  };
}
