// What the other side's description says of the voice that it wants: what a browser sends follows from
// the parameters there (RFC 7587). Pure.

/**
 * "small": few bits, in long packets, because each packet has some sixty bytes of headers. "saving":
 * next to nothing in pauses, too; the other page has to know that, or it takes a pause for a dead path.
 * "music": stereo with many bits.
 */
export type VoiceFormat = "usual" | "small" | "saving" | "music";

/** Of speech alone, in bit/s. */
export const SMALL_VOICE = 10_500;
const SMALL = `maxaveragebitrate=${SMALL_VOICE}`;
const PAUSES = "usedtx=1";
const MUSIC = "stereo=1;maxaveragebitrate=128000";
/** Of one packet, in milliseconds; Firefox reads it here alone. */
const LONG = "\r\na=ptime:60\r\na=maxptime:60";
const REQUESTED = { small: SMALL + LONG, saving: `${SMALL};${PAUSES}${LONG}`, music: MUSIC };

/** The description with that wish for the first voice in it, which is the microphone's line. */
export function withVoice(sdp: string, format: VoiceFormat): string {
  const payload = /^a=rtpmap:(\d+) opus\/48000/m.exec(sdp)?.[1];
  if (format === "usual" || payload === undefined) return sdp;
  return sdp.replace(new RegExp(`^a=fmtp:${payload} .*$`, "m"), `$&;${REQUESTED[format]}`);
}

/** The wish in a description that a browser has taken: it writes the words in its own order. */
export function voiceIn(sdp: string): VoiceFormat {
  if (sdp.includes("maxaveragebitrate=128000")) return "music";
  return !sdp.includes(SMALL) ? "usual" : sdp.includes(PAUSES) ? "saving" : "small";
}

/** The description with the first voice's redundant payload in front, as if the other side preferred it. */
export function withRedundancy(sdp: string): string {
  const red = redundantIn(sdp);
  if (red === undefined) return sdp;
  return sdp.replace(FIRST_VOICE, (_, head: string, payloads: string) => {
    const others = payloads.split(" ").filter((payload) => payload !== red);
    return [head, red, ...others].join(" ");
  });
}

/** Whether the first voice is sent so; null where the other side knows no redundancy. */
export function isRedundant(sdp: string): boolean | null {
  const red = redundantIn(sdp);
  return red === undefined ? null : FIRST_VOICE.exec(sdp)?.[2]?.split(" ")[0] === red;
}

const FIRST_VOICE = /^(m=audio \S+ \S+) (.*)$/m;

function redundantIn(sdp: string): string | undefined {
  return /^a=rtpmap:(\d+) red\/48000/m.exec(sdp)?.[1];
}
