// Measuring one's own voice, and our few sounds: made of tones, so that no file has to be fetched.
import type { Sound } from "../notices/sound_gate.ts";
import type { Audio, Meter } from "../ports.ts";

/** Notes of each sound: pitch in Hz, start and length in seconds. */
const NOTES: Readonly<Record<Sound, readonly [hz: number, at: number, length: number][]>> = {
  joined: [[523, 0, 0.09], [784, 0.09, 0.14]],
  left: [[659, 0, 0.09], [440, 0.09, 0.14]],
  hand: [[784, 0, 0.1], [988, 0.12, 0.16]],
  message: [[880, 0, 0.08]],
  test: [[523, 0, 0.25], [659, 0.25, 0.25], [784, 0.5, 0.25], [1047, 0.75, 0.5]],
};
const VOLUME: Readonly<Record<Sound, number>> = {
  joined: 0.12,
  left: 0.12,
  hand: 0.15,
  message: 0.08,
  test: 0.25,
};

/** Made on first use: a page that never needs sound opens no audio device. */
export function browserAudio(): Audio {
  let made: AudioContext | null = null;
  const context = () => made ??= new AudioContext();
  return {
    meter: (track) => typeof AudioContext === "undefined" ? DEAF : meterOf(context(), track),
    play: (sound, speaker) => {
      if (typeof AudioContext !== "undefined") void play(context(), { sound, speaker });
    },
    resume: () => void made?.resume().catch(() => {}), // refused without a press: the next one will do
  };
}

const DEAF: Meter = { level: () => 0, running: false, close: () => {} };

/** A copy of the track is measured, so that muting the track does not silence the meter. */
function meterOf(context: AudioContext, track: MediaStreamTrack): Meter {
  const copy = track.clone();
  copy.enabled = true;
  const source = context.createMediaStreamSource(new MediaStream([copy]));
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  void context.resume().catch(() => {});
  return {
    get running() {
      return context.state === "running";
    },
    level() {
      analyser.getFloatTimeDomainData(samples);
      return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
    },
    close() {
      source.disconnect();
      copy.stop();
    },
  };
}

async function play(
  context: AudioContext & { setSinkId?(id: string): Promise<void> },
  { sound, speaker = "" }: { sound: Sound; speaker: string | undefined },
): Promise<void> {
  try {
    await context.setSinkId?.(speaker);
  } catch {
    // That speaker is gone: the default one will do.
  }
  await context.resume();
  const end = context.createGain();
  end.gain.value = VOLUME[sound];
  end.connect(context.destination);
  for (const [hz, at, length] of NOTES[sound]) tone(context, end, { hz, at, length });
}

function tone(
  context: AudioContext,
  to: AudioNode,
  { hz, at, length }: { hz: number; at: number; length: number },
): void {
  const start = context.currentTime + at;
  const envelope = context.createGain();
  envelope.gain.setValueAtTime(0, start);
  envelope.gain.linearRampToValueAtTime(1, start + 0.015); // no click at either end
  envelope.gain.linearRampToValueAtTime(0, start + length);
  envelope.connect(to);
  const oscillator = context.createOscillator();
  oscillator.frequency.value = hz;
  oscillator.connect(envelope);
  oscillator.start(start);
  oscillator.stop(start + length);
}
