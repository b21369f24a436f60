// Files between pages: the same bytes arrive, also over lost connections, reloads and faulty holders.
import assert from "node:assert/strict";
import { HIGH_BYTES } from "@/call/transport/byte_stream.ts";
import { ALL_RIGHTS } from "@/protocol/rights.ts";
import type { Rules } from "@/protocol/roles.ts";
import { PIECE_BYTES } from "@/call/files/pieces.ts";
import { settled } from "../../fakes/random.ts";
import { fileOf, type FilePage, FileRoom, run, sha256, shared } from "./kit.ts";

const SIZE = 5 * PIECE_BYTES + 1_234;

async function arrived(room: FileRoom, page: FilePage, count = 1): Promise<Blob> {
  await run(room, () => page.saved.length >= count);
  return page.saved.at(-1)?.file ?? new Blob();
}

/** Waits until all pieces that have arrived are checked and stored: hashing takes its turn after theirs. */
async function stored(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) {
    await crypto.subtle.digest("SHA-256", new Uint8Array(PIECE_BYTES));
    await settled();
  }
}

Deno.test("a file arrives byte for byte, and its line says so on both sides", async () => {
  for (const size of [0, 1, PIECE_BYTES, SIZE]) {
    const room = new FileRoom();
    const [asan, gulnar] = [room.open("asan"), room.open("gulnar")];
    const file = fileOf(size);
    const info = await shared(room, asan, file);
    assert.deepEqual([info.name, info.size, info.type], ["отчёт.pdf", size, "application/pdf"]);
    await run(room, () => gulnar.files.status(info).holders === 1);
    assert.equal(gulnar.files.status(info).state, "offered");
    assert.deepEqual(
      [asan.files.status(info).state, asan.files.status(info).isOwn],
      ["here", true],
    );
    gulnar.files.download(info);
    assert.equal(await sha256(await arrived(room, gulnar)), await sha256(file), `${size} bytes`);
    await run(room, () => asan.files.status(info).holders === 1);
    assert.equal(gulnar.saved[0]?.name, "отчёт.pdf");
    assert.equal(gulnar.files.status(info).state, "here");
    assert.deepEqual([asan.errors, gulnar.errors], [[], []]);
  }
});

Deno.test("whoever has a file serves it to latecomers when its sender is gone; then nobody has it", async () => {
  const room = new FileRoom();
  const [asan, gulnar] = [room.open("asan"), room.open("gulnar")];
  const file = fileOf(SIZE);
  const info = await shared(room, asan, file);
  await run(room, () => gulnar.files.status(info).holders === 1);
  gulnar.files.download(info);
  await arrived(room, gulnar);
  asan.close();
  room.members.value = room.members.value.filter(({ id }) => id !== "asan");
  const late = room.open("late");
  await run(room, () => late.files.status(info).holders === 1);
  late.files.download(info);
  assert.equal(await sha256(await arrived(room, late)), await sha256(file));
  gulnar.close();
  room.members.value = room.members.value.filter(({ id }) => id !== "gulnar");
  assert.equal(late.files.status(info).holders, 0);
});

Deno.test("two holders are asked at once, and each piece is sent once", async () => {
  const room = new FileRoom();
  const [asan, gulnar] = [room.open("asan"), room.open("gulnar")];
  const file = fileOf(20 * PIECE_BYTES);
  const info = await shared(room, asan, file);
  await run(room, () => gulnar.files.status(info).holders === 1);
  gulnar.files.download(info);
  await arrived(room, gulnar);
  const late = room.open("late");
  await run(room, () => late.files.status(info).holders === 2);
  let received = 0;
  room.tamper = (bytes, to) => {
    if (to === "late") received += bytes.length;
    return bytes;
  };
  late.files.download(info);
  assert.equal(await sha256(await arrived(room, late)), await sha256(file));
  assert.deepEqual(new Set(late.streams.map(({ to }) => to)), new Set(["asan", "gulnar"]));
  assert.ok(received < file.size + PIECE_BYTES, `${received} bytes`);
});

Deno.test("a wrong byte is found, and its piece asked for again", async () => {
  const room = new FileRoom();
  const [asan, gulnar] = [room.open("asan"), room.open("gulnar")];
  const file = fileOf(SIZE);
  const info = await shared(room, asan, file);
  await run(room, () => gulnar.files.status(info).holders === 1);
  let [seen, flipped] = [0, 0];
  room.tamper = (bytes, to) => {
    if (to !== "gulnar" || flipped > 0) return bytes;
    seen += bytes.length;
    if (seen < 3 * PIECE_BYTES) return bytes;
    flipped++;
    return bytes.map((byte, at) => at === 1_000 ? byte ^ 1 : byte);
  };
  gulnar.files.download(info);
  assert.equal(await sha256(await arrived(room, gulnar)), await sha256(file));
  assert.equal(flipped, 1);
});

Deno.test("a lost connection, a reload of the sender and one of the receiver: it goes on where it was", async () => {
  for (const what of ["connection", "sender", "receiver"] as const) {
    for (const part of [0.3, 0.6, 0.9]) {
      const room = new FileRoom();
      let [asan, gulnar] = [room.open("asan"), room.open("gulnar")];
      const file = fileOf(20 * PIECE_BYTES);
      const info = await shared(room, asan, file);
      await run(room, () => gulnar.files.status(info).holders === 1);
      let received = 0;
      let isCut = false;
      room.tamper = (bytes, to) => {
        if (to !== "gulnar") return bytes;
        received += bytes.length;
        if (received < part * file.size || isCut) return bytes;
        isCut = true;
        return null;
      };
      gulnar.files.download(info);
      await run(room, () => isCut, { stepMs: 1 });
      await stored(); // a line is slower than the hashing of what came over it
      if (what === "sender") {
        asan.close();
        await settled();
        asan = room.open("asan", asan);
      } else if (what === "receiver") {
        gulnar.close();
        await settled();
        gulnar = room.open("gulnar", gulnar);
      }
      assert.equal(await sha256(await arrived(room, gulnar)), await sha256(file), what);
      const twice = received - file.size;
      assert.ok(
        twice <= PIECE_BYTES + HIGH_BYTES + 16_384,
        `${what} at ${part}: ${twice} bytes twice`,
      );
      assert.deepEqual([asan.errors, gulnar.errors], [[], []]);
    }
  }
});

Deno.test("a paused download keeps what it has, also over a reload; a cancelled one keeps nothing", async () => {
  const room = new FileRoom();
  const asan = room.open("asan");
  let gulnar = room.open("gulnar");
  const info = await shared(room, asan, fileOf(20 * PIECE_BYTES));
  await run(room, () => gulnar.files.status(info).holders === 1);
  let received = 0;
  room.tamper = (bytes, to) => {
    if (to === "gulnar") received += bytes.length;
    if (received > 4 * PIECE_BYTES) { for (const { far } of gulnar.streams) far.isStalled = true; }
    return bytes;
  };
  gulnar.files.download(info);
  await run(room, () => (gulnar.files.status(info).progress?.bytes ?? 0) > 0);
  gulnar.files.pause(info);
  room.tamper = (bytes) => bytes;
  const { state, progress } = gulnar.files.status(info);
  assert.equal(state, "paused");
  assert.ok((progress?.bytes ?? 0) > 0);
  await run(room, () => gulnar.streams.every(({ near }) => near.readyState === "closed"));
  gulnar.close();
  await settled();
  gulnar = room.open("gulnar", gulnar);
  await run(room, () => gulnar.files.status(info).state === "paused");
  assert.ok((gulnar.files.status(info).progress?.bytes ?? 0) > 0);
  gulnar.files.cancel(info);
  await run(room, () => gulnar.files.status(info).state === "offered");
  const isStored = async () => await gulnar.disk.get(info.key) !== null;
  assert.equal(await isStored(), false);
  gulnar.files.download(info);
  await arrived(room, gulnar);
});

Deno.test("a deleted announcement ends downloads and takes the file from every disk", async () => {
  const room = new FileRoom();
  const [asan, gulnar] = [room.open("asan"), room.open("gulnar")];
  const info = await shared(room, asan, fileOf(SIZE));
  await run(room, () => gulnar.files.status(info).holders === 1);
  gulnar.files.download(info);
  await arrived(room, gulnar);
  room.lines.value = [];
  await run(room, () => gulnar.files.status(info).holders === 0);
  for (const page of [asan, gulnar]) {
    assert.equal(await page.disk.get(info.key), null, page.id);
    assert.equal(page.files.status(info).state, "forbidden");
  }
});

Deno.test("a small picture comes from whoever holds the file, if it is the one that was announced", async () => {
  const room = new FileRoom();
  const asan = room.open("asan");
  let gulnar = room.open("gulnar");
  const info = await shared(room, asan, fileOf(1_000, { name: "a.jpg", type: "image/jpeg" }));
  assert.equal(asan.files.status(info).preview, "blob:1,2,3");
  await run(room, () => gulnar.files.status(info).holders === 1);
  room.tamper = (bytes, to) => to === "gulnar" ? bytes.map((byte) => byte === 3 ? 4 : byte) : bytes;
  gulnar.files.wantPreview(info);
  await run(room, () => gulnar.streams.every(({ near }) => near.readyState === "closed"));
  assert.equal(gulnar.files.status(info).preview, null, "another picture than was announced");
  room.tamper = (bytes) => bytes;
  gulnar.close();
  await settled();
  gulnar = room.open("gulnar", gulnar);
  await run(room, () => gulnar.files.status(info).holders === 1);
  gulnar.files.wantPreview(info);
  await run(room, () => gulnar.files.status(info).preview !== null);
  assert.equal(gulnar.files.status(info).preview, "blob:1,2,3");
});

Deno.test("what a host forbids is neither fetched nor served, also in the middle, and goes on when allowed", async () => {
  const room = new FileRoom();
  const [asan, gulnar] = [room.open("asan"), room.open("gulnar")];
  const file = fileOf(20 * PIECE_BYTES);
  const info = await shared(room, asan, file);
  await run(room, () => gulnar.files.status(info).holders === 1);
  const rules = (files: boolean): Rules => ({
    ...{ locked: false, hasPassword: false, title: null },
    rights: { ...ALL_RIGHTS, files },
  });
  let received = 0;
  room.tamper = (bytes, to) => {
    if (to === "gulnar") received += bytes.length;
    if (received > 4 * PIECE_BYTES) room.rules.value = rules(false);
    return bytes;
  };
  gulnar.files.download(info);
  await run(room, () => gulnar.files.status(info).state === "forbidden");
  assert.ok(received < 10 * PIECE_BYTES, `${received} bytes`);
  room.tamper = (bytes) => bytes;
  gulnar.files.download(info);
  await stored();
  assert.ok(gulnar.streams.every(({ near }) => near.readyState === "closed"), "none is opened");
  room.members.value = room.members.value.map((member) =>
    member.id === "asan" ? { ...member, role: "host" } : member
  );
  assert.equal(gulnar.files.status(info).state, "paused", "a host may whatever holds for others");
  room.members.value = room.members.value.map((member) => ({ ...member, role: "guest" }));
  assert.equal(gulnar.files.status(info).state, "forbidden");
  room.rules.value = rules(true);
  gulnar.files.download(info);
  assert.equal(await sha256(await arrived(room, gulnar)), await sha256(file));
});
