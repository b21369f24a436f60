// Measuring one's own voice, and our few sounds: made of tones, so that no file has to be fetched.
import type { Sound } from "../notifications/sound_limiter.ts";
import type { AudioPort, Meter } from "../ports.ts";
import { attempt } from "../safe_ports.ts";

/** Notes of each sound: pitch in Hz, start and length in seconds. */
const NOTES: Readonly<Record<Sound, readonly [hz: number, at: number, length: number][]>> = {
  joined: [[523, 0, 0.09], [784, 0.09, 0.14]],
  left: [[659, 0, 0.09], [440, 0.09, 0.14]],
  hand: [[784, 0, 0.1], [988, 0.12, 0.16]],
  knock: [[330, 0, 0.07], [330, 0.16, 0.07], [330, 0.32, 0.07]],
  message: [[880, 0, 0.08]],
  test: [[523, 0, 0.25], [659, 0.25, 0.25], [784, 0.5, 0.25], [1047, 0.75, 0.5]],
};
const VOLUME: Readonly<Record<Sound, number>> = {
  joined: 0.12,
  left: 0.12,
  hand: 0.15,
  knock: 0.3,
  message: 0.08,
  test: 0.25,
};

/** To open a speaker costs a page time just when it answers the one who comes, in milliseconds. */
const PICTURE_FIRST_MS = 500;

/** Made on first use: a page that never needs sound opens no audio device. */
export function browserAudio(): AudioPort {
  let ear: AudioContext | null = null;
  let mouth: Mouth | null = null;
  return {
    meter: (track) => {
      if (typeof AudioContext === "undefined") return DEAF;
      return attempt(() => meterOf(ear ??= newEar(), track), DEAF);
    },
    play: (sound, speaker) => {
      if (typeof AudioContext === "undefined") return;
      const sing = () => {
        const made = attempt<Mouth | null>(() => mouth ??= newMouth(), null);
        if (made !== null) void play(made, { sound, speaker });
      };
      if (mouth === null && sound === "joined") setTimeout(sing, PICTURE_FIRST_MS);
      else sing();
    },
    resume: () => void ear?.resume().catch(() => {}), // refused without a press: the next one will do
  };
}

/** For measuring alone: opens no speaker, and takes samples in large portions. */
const UNHEARD: AudioContextOptions & { sinkId: { type: "none" } } = {
  latencyHint: "playback",
  sinkId: { type: "none" },
};

/** What sounds come out of. Between sounds it sleeps, as a speaker that is open costs power. */
interface Mouth {
  context: AudioContext & { setSinkId?(id: string): Promise<void> };
  out: AudioNode;
  /** Where a context cannot choose its speaker but an element can: plays what comes out. */
  element: HTMLAudioElement | null;
  /** Sounds that are playing. */
  busy: number;
}

/** Not every browser that knows `sinkId` knows a sink that is none. */
function newEar(): AudioContext {
  return attempt<AudioContext | null>(() => new AudioContext(UNHEARD), null) ?? new AudioContext();
}

function newMouth(): Mouth {
  const context = new AudioContext();
  if ("setSinkId" in context || !("setSinkId" in HTMLMediaElement.prototype)) {
    return { context, out: context.destination, element: null, busy: 0 };
  }
  const out = context.createMediaStreamDestination();
  const element = new Audio();
  element.srcObject = out.stream;
  return { context, out, element, busy: 0 };
}

const DEAF: Meter = { level: () => 0, running: false, close: () => {} };

/** A copy of the track is measured, so that muting the track does not silence the meter. */
function meterOf(context: AudioContext, track: MediaStreamTrack): Meter {
  const copy = track.clone();
  try {
    copy.enabled = true;
    return meterOfCopy(context, copy);
  } catch (error) {
    copy.stop(); // nothing else would: the microphone would stay captured
    throw error;
  }
}

function meterOfCopy(context: AudioContext, copy: MediaStreamTrack): Meter {
  // Some browsers do not mix tracks of another sample rate.
  const source = context.createMediaStreamSource(new MediaStream([copy]));
  const analyser = context.createAnalyser();
  analyser.fftSize = 4096; // at ten looks a second hardly a sound falls between two of them
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
      copy.stop();
      source.disconnect();
    },
  };
}

async function play(
  mouth: Mouth,
  { sound, speaker = "" }: { sound: Sound; speaker: string | undefined },
): Promise<void> {
  const { context, element } = mouth;
  const sink: { setSinkId?(id: string): Promise<void> } = element ?? context;
  try {
    await sink.setSinkId?.(speaker);
  } catch {
    await sink.setSinkId?.("").catch(() => {}); // that speaker is gone: the default one will do
  }
  const asked = performance.now();
  mouth.busy++;
  try {
    await context.resume();
    await element?.play();
    if (performance.now() - asked > LATE_MS) throw new DOMException("too late", "AbortError");
    sing(mouth, sound, () => rest(mouth));
  } catch {
    rest(mouth); // no press yet, or no loudspeaker: what is not heard at its time is not news
  }
}

/** A browser that wants a press first lets everything out at once when it comes. */
const LATE_MS = 1_000;

function rest(mouth: Mouth): void {
  if (--mouth.busy > 0) return;
  mouth.element?.pause();
  void mouth.context.suspend().catch(() => {});
}

function sing({ context, out }: Mouth, sound: Sound, onEnd: () => void): void {
  const end = context.createGain();
  end.gain.value = VOLUME[sound];
  end.connect(out);
  const tones = NOTES[sound].map(([hz, at, length]) => tone(context, end, { hz, at, length }));
  tones.at(-1)?.addEventListener("ended", () => {
    end.disconnect();
    onEnd();
  });
}

function tone(
  context: AudioContext,
  to: AudioNode,
  { hz, at, length }: { hz: number; at: number; length: number },
): OscillatorNode {
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
  return oscillator;
}
