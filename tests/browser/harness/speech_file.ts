// A voice for Chromium's fake microphone, which beeps otherwise: vowels and pauses between words.

const RATE = 48_000;
const SECONDS = 6;

/** Writes it into a file of its own and gives the path. */
export function speechFile(): string {
  const path = Deno.makeTempFileSync({ prefix: "speech-", suffix: ".wav" });
  Deno.writeFileSync(path, wav(samples()));
  return path;
}

/** Harmonics of a pitch that rises and falls, four syllables a second. */
function samples(): Int16Array {
  const all = new Int16Array(RATE * SECONDS);
  let phase = 0;
  for (let at = 0; at < all.length; at++) {
    const second = at / RATE;
    phase += 2 * Math.PI * (140 + 40 * Math.sin(2 * Math.PI * 0.7 * second)) / RATE;
    const syllable = Math.max(0, Math.sin(2 * Math.PI * 2 * second)) ** 0.5;
    let value = 0;
    for (let harmonic = 1; harmonic <= 20; harmonic++) {
      const formant = Math.exp(-(((harmonic * 150 - 700) / 500) ** 2)) + 0.3 / harmonic;
      value += formant * Math.sin(harmonic * phase);
    }
    all[at] = Math.round(3_000 * syllable * value);
  }
  return all;
}

function wav(sound: Int16Array): Uint8Array {
  const bytes = new Uint8Array(44 + 2 * sound.length);
  const view = new DataView(bytes.buffer);
  const word = (at: number, text: string) => new TextEncoder().encodeInto(text, bytes.subarray(at));
  word(0, "RIFF");
  view.setUint32(4, 36 + 2 * sound.length, true);
  word(8, "WAVEfmt ");
  view.setUint32(16, 16, true); // of the fields up to the samples
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, 1, true); // one channel
  view.setUint32(24, RATE, true);
  view.setUint32(28, 2 * RATE, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  word(36, "data");
  view.setUint32(40, 2 * sound.length, true);
  bytes.set(new Uint8Array(sound.buffer), 44);
  return bytes;
}
