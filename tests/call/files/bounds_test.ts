// How much one page may ask of another: streams, questions, files at once, and what holds for rights.
import assert from "node:assert/strict";
import { encodeFrame, encodeIndex, FRAME, FrameReader } from "@/call/files/frames.ts";
import { HeldFiles, MOST_OF_ONE, MOST_UPLOADS } from "@/call/files/held_files.ts";
import { HolderStream, SILENCE_MS, type StreamEnd } from "@/call/files/holder_stream.ts";
import { blobSource } from "@/call/files/blob_source.ts";
import type { FileStore } from "@/call/files/file_ports.ts";
import { memoryStore } from "@/call/files/memory_store.ts";
import { PIECE_BYTES } from "@/call/files/pieces.ts";
import { MOST_AT_ONCE } from "@/call/files/attachments.ts";
import { MAX_QUESTIONS, Upload } from "@/call/files/upload.ts";
import { ChannelStream } from "@/call/transport/byte_stream.ts";
import { computed, signal } from "@preact/signals-core";
import { channelPair } from "../../fakes/paths.ts";
import { fakeClock } from "../../fakes/ports.ts";
import { settled } from "../../fakes/random.ts";
import { empties, fileOf, FileRoom, run, shared } from "./kit.ts";

const INFO = {
  ...{ name: "a", size: 10, type: "", root: "r", key: "k", preview: null },
};

/** Nobody has to wait. */
const atOnce = (most: number) => Promise.resolve(most);

function openPair(label = "file k") {
  const [near, far] = channelPair(label);
  const streams = [new ChannelStream(near), new ChannelStream(far)] as const;
  near.open();
  far.open();
  return streams;
}

Deno.test("a holder serves four streams to one member and sixteen to all", () => {
  const blob = new Blob([new Uint8Array(10)]);
  const held = new HeldFiles({
    signals: { signal, computed },
    mayServe: () => true,
    paceOf: () => ({ take: atOnce }),
    onChange: () => {},
  });
  held.add({
    ...{ info: INFO, blob, source: blobSource(blob), hashes: new Uint8Array(32) },
    ...{ preview: () => null, isOwn: true },
  });
  const open = (id: string) => {
    const [stream] = openPair();
    assert.equal(held.serve(id, stream), true);
    return !stream.isClosed;
  };
  const ofOne = Array.from({ length: 10 }, () => open("a"));
  assert.equal(ofOne.filter(Boolean).length, MOST_OF_ONE);
  const ofAll = Array.from({ length: 40 }, (_, n) => open(`member ${n}`));
  assert.equal(ofAll.filter(Boolean).length, MOST_UPLOADS - MOST_OF_ONE);
  const [other] = openPair("recording");
  assert.deepEqual([held.serve("a", other), other.isClosed], [false, false], "not for files");
});

Deno.test("whoever asks for more than sixteen things at once, or for nonsense, is cut off", async () => {
  const blob = fileOf(10);
  const file = { source: blobSource(blob), hashes: new Uint8Array(32), preview: () => null };
  const upload = (question: Uint8Array<ArrayBuffer>) => {
    const [stream, asker] = openPair();
    let isOver = false;
    new Upload({ stream, file, pace: atOnce, onEnd: () => isOver = true });
    void asker.write(question);
    return async () => {
      for (let turn = 0; turn < 20; turn++) {
        await new Promise((resolve) => setImmediate(resolve));
        await settled();
      }
      return isOver;
    };
  };
  const piece = (index: number) => encodeFrame(FRAME.piece, encodeIndex(index));
  assert.equal(await upload(piece(0))(), false);
  const many = Array.from({ length: MAX_QUESTIONS + 1 }, () => piece(0));
  const all = new Uint8Array(many.length * 9);
  many.forEach((bytes, at) => all.set(bytes, at * 9));
  const isEnded: Record<string, boolean> = {
    "too many": await upload(all)(),
    "no such piece": await upload(piece(1))(),
    "no number": await upload(encodeFrame(FRAME.piece))(),
    "no preview": await upload(encodeFrame(FRAME.preview))(),
    "too long": await upload(new Uint8Array([0, 0, 0, 5, 2]))(),
    "no kind": await upload(new Uint8Array([0, 0, 0, 0, 77]))(),
  };
  for (const [what, is] of Object.entries(isEnded)) assert.ok(is, what);
});

Deno.test("a holder who says nothing, or what was not asked for, is given up", async () => {
  const end = async (answer: Uint8Array<ArrayBuffer> | null) => {
    const clock = fakeClock();
    const [stream, holder] = openPair();
    const ends: StreamEnd[] = [];
    const asking = new HolderStream({
      ...{ stream, clock, size: 10 },
      onManifest: () => {},
      onPreview: () => {},
      onPiece: () => {},
      onEnd: (reason) => ends.push(reason),
    });
    asking.askManifest();
    if (answer === null) clock.advance(SILENCE_MS);
    else void holder.write(answer);
    await settled();
    return ends.join();
  };
  assert.equal(await end(null), "silent");
  assert.equal(await end(encodeFrame(FRAME.gone)), "gone");
  assert.equal(await end(encodeFrame(FRAME.manifest, new Uint8Array(31))), "broken");
  assert.equal(await end(encodeFrame(FRAME.manifest, new Uint8Array(33))), "broken");
  assert.equal(await end(encodeFrame(FRAME.piece, encodeIndex(0), new Uint8Array(10))), "broken");
  assert.equal(await end(encodeFrame(FRAME.preview, new Uint8Array(1))), "broken");
  assert.equal(await end(encodeFrame(FRAME.manifest, new Uint8Array(32))), "");
});

Deno.test("a reader keeps no byte of a frame that is longer than it may be", () => {
  const reader = new FrameReader(() => 10);
  assert.equal(reader.read(new Uint8Array([0, 0, 0, 11, 2, 1, 2, 3])), null);
  assert.equal(reader.read(encodeFrame(FRAME.piece)), null, "and nothing after it");
  const whole = new FrameReader(() => 10);
  const bytes = encodeFrame(FRAME.piece, new Uint8Array([1, 2, 3]));
  const frames = [...bytes].flatMap((byte) => whole.read(new Uint8Array([byte])) ?? []);
  assert.deepEqual(frames, [{ kind: FRAME.piece, content: new Uint8Array([1, 2, 3]) }]);
});

Deno.test("a file that is too large, one too many and one that cannot be read are not announced", async () => {
  const room = new FileRoom();
  room.limit.value = 1_000;
  const asan = room.open("asan");
  asan.files.attach([fileOf(1_001)]);
  assert.deepEqual(asan.files.attaching.value.map(({ problem }) => problem), ["too-large"]);
  asan.files.dismiss(asan.files.attaching.value[0]?.id ?? "");
  asan.files.attach(Array.from({ length: MOST_AT_ONCE + 1 }, (_, n) => fileOf(n + 1)));
  assert.equal(asan.files.attaching.value.at(-1)?.problem, "too-many");
  await run(room, () => room.lines.value.length === MOST_AT_ONCE);
  const gone = fileOf(10);
  gone.slice = () => {
    throw new DOMException("it was deleted", "NotFoundError");
  };
  asan.files.attach([gone]);
  await run(room, () => asan.files.attaching.value.at(-1)?.problem === "unreadable");
  assert.equal(room.lines.value.length, MOST_AT_ONCE);
});

Deno.test("without room on the disk a download says so, and takes nothing", async () => {
  const room = new FileRoom();
  const asan = room.open("asan");
  const gulnar = room.open("gulnar", { disk: memoryStore(100) });
  const info = await shared(room, asan, fileOf(1_000));
  await run(room, () => gulnar.files.status(info).holders === 1);
  gulnar.files.download(info);
  await run(room, () => gulnar.files.status(info).state === "failed");
  assert.equal(gulnar.files.status(info).progress?.problem, "no-space");
  assert.equal(gulnar.streams.length, 0);
  gulnar.files.cancel(info);
  await run(room, () => gulnar.files.status(info).state === "offered");
});

/** A disk that is fuller than it says, and what is left on it. */
function fullDisk(mostBytes: number) {
  const disk = memoryStore(mostBytes);
  return { ...disk, hasRoom: () => Promise.resolve(true) };
}

Deno.test("a file is shared though its copy finds no room, and nothing of the copy stays", async () => {
  const room = new FileRoom();
  const disk = fullDisk(3 * PIECE_BYTES);
  const asan = room.open("asan", { disk });
  const info = await shared(room, asan, fileOf(5 * PIECE_BYTES));
  assert.equal(asan.files.status(info).state, "here");
  assert.equal(await memoryLeft(disk), 3 * PIECE_BYTES);
});

Deno.test("a file whose reading is stopped leaves no copy behind", async () => {
  const room = new FileRoom();
  const disk = memoryStore(20 * PIECE_BYTES);
  const asan = room.open("asan", { disk });
  const slow = slowFile(20 * PIECE_BYTES);
  asan.files.attach([slow.file]);
  await run(room, () => (asan.files.attaching.value[0]?.read ?? 0) > 0);
  asan.files.dismiss(asan.files.attaching.value[0]?.id ?? "");
  slow.goOn();
  await empties(disk, 20 * PIECE_BYTES);
  assert.deepEqual(room.lines.value, []);
});

Deno.test("when the call is over nothing of it is announced, and nothing stays on the disk", async () => {
  const room = new FileRoom();
  const disk = memoryStore(40 * PIECE_BYTES);
  const asan = room.open("asan", { disk });
  await shared(room, asan, fileOf(5 * PIECE_BYTES));
  await disk.open("left behind").then((file) => file?.write(0, new Uint8Array(10)));
  const slow = slowFile(20 * PIECE_BYTES);
  asan.files.attach([slow.file]);
  await run(room, () => (asan.files.attaching.value[0]?.read ?? 0) > 0);
  room.phase.value = "left";
  room.lines.value = [];
  slow.goOn();
  await empties(disk, 40 * PIECE_BYTES);
  assert.deepEqual([room.lines.value, asan.files.attaching.value], [[], []]);
  assert.deepEqual(asan.errors, []);
});

/** A file of which two pieces can be read, and the others later. */
function slowFile(size: number): { file: File; goOn(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const file = fileOf(size);
  const slice = file.slice.bind(file);
  file.slice = (from = 0, to) => {
    const part = slice(from, to);
    const read = part.arrayBuffer.bind(part);
    part.arrayBuffer = async () => (from < 2 * PIECE_BYTES || await promise, await read());
    return part;
  };
  return { file, goOn: resolve };
}

/** How much more a store takes, in steps of a piece. */
async function memoryLeft(disk: FileStore): Promise<number> {
  const probe = await disk.open("probe");
  let at = 0;
  const isFull = () => probe?.write(at, new Uint8Array(PIECE_BYTES)).then(() => false, () => true);
  while (await isFull() === false) at += PIECE_BYTES;
  return at;
}
