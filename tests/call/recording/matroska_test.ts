// Matroska as recordings write it: read back frame by frame, and cut off at every byte.
import assert from "node:assert/strict";
import { joined } from "@/call/recording/ebml.ts";
import { openMatroska } from "@/call/recording/matroska_reader.ts";
import { matroskaClusters, matroskaHead } from "@/call/recording/matroska_writer.ts";
import {
  type EncodedFrame,
  formatOf,
  matroskaCodec,
  type StreamFormat,
} from "@/call/recording/stream_format.ts";

const VP8: StreamFormat = {
  kind: "video",
  codec: "V_VP8",
  width: 640,
  height: 360,
  description: null,
};

function sourceOf(bytes: Uint8Array) {
  return {
    size: bytes.length,
    read: (offset: number, length: number) =>
      Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}

async function readAll(bytes: Uint8Array): Promise<EncodedFrame[]> {
  const file = await openMatroska(sourceOf(bytes));
  return file === null ? [] : (await Array.fromAsync(file.clusters())).flat();
}

/** Seconds of frames, fifteen in each, in clusters of half a second. */
function recording(seconds: number): { frames: EncodedFrame[]; bytes: Uint8Array } {
  const frames = Array.from({ length: seconds * 15 }, (_, i): EncodedFrame => ({
    time: Math.round(i * 1_000 / 15),
    isKey: i % 60 === 0,
    data: Uint8Array.from({ length: 40 + i % 200 }, (_, at) => (i * 31 + at) % 256),
  }));
  const halves = Map.groupBy(frames, ({ time }) => Math.floor(time / 500)).values();
  return { frames, bytes: joined([matroskaHead(VP8), ...halves.map(matroskaClusters)]) };
}

Deno.test("what is written is read back, frame by frame", async () => {
  const { frames, bytes } = recording(20);
  const file = await openMatroska(sourceOf(bytes));
  assert.deepEqual(file?.format, VP8);
  assert.deepEqual(await readAll(bytes), frames);
});

Deno.test("cut off at any byte, all whole frames before are read", async () => {
  const { frames, bytes } = recording(8);
  const head = matroskaHead(VP8).length;
  let most = 0;
  for (let cut = head; cut <= bytes.length; cut += 7) {
    const read = await readAll(bytes.subarray(0, cut));
    assert.deepEqual(read, frames.slice(0, read.length));
    const share = (cut - head) / (bytes.length - head);
    most = Math.max(most, share - read.length / frames.length);
  }
  assert.ok(most < 0.03, `${most} of the time was lost at most`);
});

Deno.test("a break of an hour in one stream is written and read, and so is junk at the end", async () => {
  const at = (time: number): EncodedFrame => ({ time, isKey: true, data: Uint8Array.of(1, 2) });
  const frames = [at(0), at(400), at(3_600_000), at(3_600_020)];
  const bytes = joined([matroskaHead(VP8), matroskaClusters(frames), new Uint8Array(1_000)]);
  assert.deepEqual(await readAll(bytes), frames);
});

Deno.test("a key frame of VP8 tells its size; unknown codecs are not recorded", () => {
  const data = Uint8Array.of(0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0x68, 0x01);
  assert.deepEqual(formatOf("V_VP8", { data, size: null }), VP8);
  assert.equal(matroskaCodec("audio/OPUS"), "A_OPUS");
  assert.equal(matroskaCodec("audio/red"), null);
});
