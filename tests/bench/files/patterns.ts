// How MiroTalk and Galene send a file, between two pages that are connected for it and do nothing else.
import type { Person } from "../../browser/harness/person.ts";

/** One way to send: so many bytes in a message, and when the next one may go. */
export interface SendingPattern {
  slice: number;
  /** Nothing is sent while more bytes than this wait in the channel. */
  low: number;
  /** Each slice is read from the file by itself. */
  readsSlices: boolean;
}

/** MiroTalk reads slices of 1 KiB and waits until the one before is gone; Galene sends 16 KiB. */
export const PATTERNS = {
  mirotalk: { slice: 1_024, low: 0, readsSlices: true },
  galene: { slice: 16_384, low: 65_536, readsSlices: false },
} as const satisfies Readonly<Record<string, SendingPattern>>;

interface Ends {
  pc: RTCPeerConnection;
  channel: RTCDataChannel;
  received: Promise<number>;
}
type PageWithEnds = typeof globalThis & { __ends: Ends };

/** Sends so many bytes by this pattern; answers megabytes a second. */
export async function measurePattern(
  [from, to]: readonly [Person, Person],
  { pattern, bytes }: { pattern: SendingPattern; bytes: number },
): Promise<number> {
  const offer = await from.evaluate(openEnd, null);
  const answer = await to.evaluate(openFarEnd, { offer, bytes });
  await from.evaluate(
    (answer) => (globalThis as PageWithEnds).__ends.pc.setRemoteDescription(JSON.parse(answer)),
    answer,
  );
  const ended = to.evaluate(() => (globalThis as PageWithEnds).__ends.received, null);
  const begun = await from.evaluate(send, { ...pattern, bytes });
  const ms = await ended - begun;
  for (const page of [from, to]) {
    await page.evaluate(() => (globalThis as PageWithEnds).__ends.pc.close(), null);
  }
  return bytes / 1_000 / ms;
}

/** Runs in the page that sends. */
async function openEnd(): Promise<string> {
  const pc = new RTCPeerConnection();
  const channel = pc.createDataChannel("file");
  Object.assign(globalThis, { __ends: { pc, channel } });
  const gathered = new Promise((done) =>
    pc.onicegatheringstatechange = () => pc.iceGatheringState === "complete" && done(null)
  );
  await pc.setLocalDescription();
  await gathered;
  return JSON.stringify(pc.localDescription);
}

/** Runs in the page that receives: keeps everything in an array, as both do, and makes a file of it. */
async function openFarEnd({ offer, bytes }: { offer: string; bytes: number }): Promise<string> {
  const pc = new RTCPeerConnection();
  const received = new Promise<number>((done) => {
    pc.ondatachannel = ({ channel }) => {
      const parts: ArrayBuffer[] = [];
      let length = 0;
      channel.binaryType = "arraybuffer";
      channel.onmessage = ({ data }) => {
        parts.push(data);
        length += data.byteLength;
        if (length < bytes) return;
        if (new Blob(parts).size !== bytes) throw new Error("not what was sent");
        done(performance.timeOrigin + performance.now());
      };
    };
  });
  Object.assign(globalThis, { __ends: { pc, received } });
  await pc.setRemoteDescription(JSON.parse(offer));
  const gathered = new Promise((done) =>
    pc.onicegatheringstatechange = () => pc.iceGatheringState === "complete" && done(null)
  );
  await pc.setLocalDescription();
  await gathered;
  return JSON.stringify(pc.localDescription);
}

/** Runs in the page that sends; answers when it began. */
async function send(
  { slice, low, readsSlices, bytes }: SendingPattern & { bytes: number },
): Promise<number> {
  const { channel } = (globalThis as PageWithEnds).__ends;
  channel.bufferedAmountLowThreshold = low;
  if (channel.readyState !== "open") await new Promise((done) => channel.onopen = done);
  const file = new File([new Uint8Array(bytes)], "noise");
  const whole = readsSlices ? null : new Uint8Array(await file.arrayBuffer());
  const begun = performance.timeOrigin + performance.now();
  for (let at = 0; at < bytes; at += slice) {
    const part = whole?.subarray(at, at + slice) ?? await file.slice(at, at + slice).arrayBuffer();
    if (channel.bufferedAmount > low) {
      await new Promise((done) => channel.onbufferedamountlow = done);
    }
    channel.send(part as ArrayBuffer);
  }
  return begun;
}
