// A byte stream over a real connection: megabytes arrive as they were sent, and the chat does not wait.
import assert from "node:assert/strict";
import { bundle } from "@/vendor/fresh/dev/esbuild.ts";
import { inEngines } from "./harness/engines.ts";
import { setStage } from "./harness/stage.ts";

const stage = setStage();
const BYTES = 8_000_000;

/** The transport's stream, as a module that a page can import. */
async function streamModule(): Promise<string> {
  const path = new URL("../../call/transport/byte_stream.ts", import.meta.url).href;
  const outputs = await bundle(
    new Map([["stream", `export { ChannelStream } from ${JSON.stringify(path)};`]]),
  );
  const [only] = outputs;
  assert.ok(only && outputs.length === 1);
  return only.text;
}

/** Runs in the page: two ends in one page, a stream of `count` bytes, and a message at each tenth. */
async function play({ module, count }: { module: string; count: number }) {
  const TENTHS = 10;
  const url = URL.createObjectURL(new Blob([module], { type: "text/javascript" }));
  const { ChannelStream } = await import(url);
  const [near, far] = [new RTCPeerConnection(), new RTCPeerConnection()];
  near.onicecandidate = ({ candidate }) => candidate && far.addIceCandidate(candidate);
  far.onicecandidate = ({ candidate }) => candidate && near.addIceCandidate(candidate);
  const chat = near.createDataChannel("chat", { negotiated: true, id: 0 });
  const farChat = far.createDataChannel("chat", { negotiated: true, id: 0 });
  const writer = new ChannelStream(near.createDataChannel("file"));
  const got = new Uint8Array(count);
  let [length, peak] = [0, 0];
  const heardAt: number[] = [];
  const allHeard = new Promise<void>((done) => {
    farChat.onmessage = () => heardAt.push(length) === TENTHS && done();
  });
  const ended = new Promise<void>((done) => {
    far.ondatachannel = ({ channel }) => {
      const reader = new ChannelStream(channel);
      reader.onBytes = (bytes: Uint8Array) => {
        got.set(bytes, length);
        length += bytes.length;
      };
      reader.onClose = done;
    };
  });
  await near.setLocalDescription();
  await far.setRemoteDescription(near.localDescription!);
  await far.setLocalDescription();
  await near.setRemoteDescription(far.localDescription!);
  const sent = new Uint8Array(count).map((_, at) => at * 31 + (at >> 8));
  const tenth = count / TENTHS;
  for (let at = 0; at < count; at += tenth) {
    await writer.write(sent.subarray(at, at + tenth));
    peak = Math.max(peak, at + tenth - length);
    chat.send("салам");
  }
  writer.close();
  await ended;
  await allHeard; // a message may come after the end of the stream
  near.close();
  far.close();
  return { length, same: sent.every((byte, at) => byte === got[at]), heardAt, peak };
}

inEngines("eight megabytes arrive byte for byte, and chat messages between them do not wait", {
  stage,
  play: async ({ newPerson }) => {
    const asan = await newPerson({ name: "Асан" });
    const { length, same, heardAt, peak } = await asan.evaluate(play, {
      module: await streamModule(),
      count: BYTES,
    });
    assert.deepEqual([length, same], [BYTES, true]);
    assert.equal(heardAt.length, 10);
    assert.ok(
      (heardAt[0] ?? BYTES) < BYTES / 2,
      `the first message came after ${heardAt[0]} bytes`,
    );
    assert.ok(peak < 4_000_000, `${peak} bytes were under way at once: no back-pressure`);
  },
});
