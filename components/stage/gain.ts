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
 * Amplifies a track and tells what to play in its place; null while amplified sound does not come, as
 * during a telephone call, or where the browser holds it back. Answers what ends it.
 */
export function keepLouder(
  track: MediaStreamTrack,
  { gain, hear }: { gain: number; hear(louder: Louder | null): void },
): () => void {
  let made: AudioContext;
  try {
    made = context ??= new AudioContext();
  } catch {
    return () => {}; // there is none, and none will come
  }
  let louder: Louder | null = null;
  const become = (next: Louder | null) => {
    louder?.close();
    hear(louder = next);
  };
  const look = () => {
    if (made.state !== "running") {
      void made.resume().catch(() => {}); // the system says no, and tells when it may
      become(null);
    } else if (louder === null) {
      try {
        become(amplify(made, { track, gain }));
      } catch {
        // this browser cannot: it stays as loud as it comes
      }
    }
  };
  look();
  made.addEventListener("statechange", look);
  return () => {
    made.removeEventListener("statechange", look);
    become(null);
  };
}

/** An element that is silent goes on taking the track: without one some browsers let nothing through. */
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
