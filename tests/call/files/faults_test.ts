// What a page that cheats, or a path that fails, can do to a download: it is repaired or ends, and nothing grows.
import assert from "node:assert/strict";
import { FRAME } from "@/call/files/frames.ts";
import { type Bytes, PIECE_BYTES } from "@/call/files/pieces.ts";
import { pick, seeded } from "../../fakes/random.ts";
import { announced, fileOf, type FilePage, FileRoom, run, sha256, shared } from "./kit.ts";

const ROUNDS = 500;
const SIZE = PIECE_BYTES + 77_777;

type Fault = (bytes: Bytes, random: () => number) => readonly Bytes[] | Bytes | null;

const FAULTS: Readonly<Record<string, Fault>> = {
  "a bit is flipped": (bytes, random) => {
    const at = Math.floor(random() * bytes.length);
    return bytes.map((byte, n) => n === at ? byte ^ (1 << Math.floor(random() * 8)) : byte);
  },
  "bytes are lost": () => [],
  "bytes come twice": (bytes) => [bytes, bytes],
  "bytes come in another order": (bytes) => {
    const half = bytes.length >> 1;
    return [bytes.slice(half), bytes.slice(0, half)];
  },
  "a part is missing": (bytes, random) => bytes.slice(Math.floor(random() * bytes.length)),
  "noise is put between": (bytes, random) => {
    const noise = new Uint8Array(1 + Math.floor(random() * 40)).map(() => random() * 256);
    return [noise, bytes];
  },
  "a frame says that it is endless": (bytes) => {
    const head = new Uint8Array([255, 255, 255, 255, FRAME.piece]);
    return [head, bytes];
  },
  "a piece is sent that nobody asked for": (bytes) => {
    const frame = new Uint8Array(9);
    new DataView(frame.buffer).setUint32(0, 4);
    frame[4] = FRAME.piece;
    return [bytes, frame];
  },
  "the path is cut": () => null,
};

/** Somebody has the file; the answers of "cheat" are tampered with, those of "honest" are not. */
async function scene(
  seed: number,
  { holders }: { holders: readonly string[] },
): Promise<{ room: FileRoom; eva: FilePage; done: string; met: string }> {
  const random = seeded(seed);
  const room = new FileRoom();
  const pages = holders.map((id) => room.open(id));
  const eva = room.open("eva");
  const file = fileOf(SIZE);
  for (const page of pages) await shared(room, page, file);
  const info = announced(room);
  await run(room, () => eva.files.status(info).holders === holders.length);
  const [met, fault] = pick(random, Object.entries(FAULTS));
  const times = 1 + Math.floor(random() * 3);
  const after = Math.floor(random() * 20);
  let [count, used] = [0, 0];
  room.tamper = (bytes, to, from) => {
    if (to !== "eva" || from !== "cheat" || count++ < after || used >= times) return bytes;
    if (random() < 0.5) return bytes;
    used++;
    return fault(bytes, random);
  };
  eva.files.download(info);
  const isOver = () => eva.saved.length > 0 || eva.files.status(info).holders === 0;
  await run(room, isOver, { stepMs: 1_000 });
  for (const page of [...pages, eva]) assert.deepEqual(page.errors, [], `seed ${seed}: ${met}`);
  const [saved] = eva.saved;
  if (saved !== undefined) {
    assert.equal(await sha256(saved.file), await sha256(file), `seed ${seed}: ${met}`);
  }
  return { room, eva, met, done: saved === undefined ? "given up" : "repaired" };
}

Deno.test(`${ROUNDS} downloads with random faults end with the right bytes, or without the holder`, async () => {
  const ends = new Map<string, number>();
  for (let seed = 1; seed <= ROUNDS; seed++) {
    const holders = seed % 2 === 0 ? ["cheat"] : ["cheat", "honest"];
    const { done, met } = await scene(seed, { holders });
    if (holders.length === 2) assert.equal(done, "repaired", `seed ${seed}: ${met}`);
    ends.set(`${done}: ${met}`, (ends.get(`${done}: ${met}`) ?? 0) + 1);
  }
  for (const fault of Object.keys(FAULTS)) {
    const times = (ends.get(`repaired: ${fault}`) ?? 0) + (ends.get(`given up: ${fault}`) ?? 0);
    assert.ok(times > ROUNDS / 30, `${fault}: ${times} times`);
  }
  assert.ok((ends.get("given up: bytes are lost") ?? 0) > 0, "some cannot be repaired");
  assert.ok((ends.get("repaired: a bit is flipped") ?? 0) > 0, "and some can");
});
