// Frames that an SFU forwards and cannot read, change or pass off as others.
import assert from "node:assert/strict";
import { CLEAR_BYTES, FrameCipher, type FrameContent } from "@/call/e2ee/frame_cipher.ts";

const KEY = "a key out of a link";
const FROM = { member: "asan", slot: "camera" };

function cipher({ key = KEY, room = "room1" } = {}): FrameCipher {
  const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
  return new FrameCipher({ subtle: crypto.subtle, room, key, random });
}

function frame(length = 200): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, at) => at % 251);
}

Deno.test("who has the room's key reads each frame of each size and kind", async () => {
  const [sender, receiver] = [cipher(), cipher()];
  for (const content of ["audio", "delta", "key"] as FrameContent[]) {
    for (const length of [0, 1, 3, 10, 11, 1_200]) {
      const sealed = await sender.encrypt(frame(length), { content, ...FROM });
      const opened = await receiver.decrypt(sealed, { content, ...FROM });
      assert.deepEqual(opened, frame(length), `${content} of ${length}`);
    }
  }
});

Deno.test("an SFU sees what it needs to find key frames, and nothing behind that", async () => {
  for (const content of ["audio", "delta", "key"] as FrameContent[]) {
    const clear = CLEAR_BYTES[content];
    const sealed = await cipher().encrypt(frame(), { content, ...FROM });
    assert.deepEqual(sealed.slice(0, clear), frame().slice(0, clear));
    const text = sealed.join();
    assert.ok(!text.includes(frame().slice(clear, clear + 8).join()), content);
  }
});

Deno.test("another key, another room, another sender or slot: nothing can be read", async () => {
  const sealed = await cipher().encrypt(frame(), { content: "delta", ...FROM });
  const read = (by: FrameCipher, from = FROM, content: FrameContent = "delta") =>
    by.decrypt(sealed, { content, ...from });
  assert.equal(await read(cipher({ key: "another key" })), null);
  assert.equal(await read(cipher({ room: "room2" })), null);
  assert.equal(await read(cipher(), { ...FROM, member: "gulnar" }), null);
  assert.equal(await read(cipher(), { ...FROM, slot: "screen" }), null);
  assert.notEqual(await read(cipher()), null);
});

Deno.test("a frame in which anything was changed is no frame, nor is one that was not encrypted", async () => {
  const receiver = cipher();
  const sealed = await cipher().encrypt(frame(40), { content: "delta", ...FROM });
  for (let at = 0; at < sealed.length; at++) {
    const changed = sealed.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    assert.equal(await receiver.decrypt(changed, { content: "delta", ...FROM }), null, `${at}`);
  }
  for (const length of [0, 5, 14, 15, 40, 200]) {
    assert.equal(await receiver.decrypt(frame(length), { content: "delta", ...FROM }), null);
  }
});

Deno.test("the same frame is never encrypted alike: not by one page, nor by two of one person", async () => {
  const [one, other] = [cipher(), cipher()];
  const all = await Promise.all(
    [one, one, other].map((by) => by.encrypt(frame(), { content: "audio", ...FROM })),
  );
  assert.equal(new Set(all.map((sealed) => sealed.slice(1, -15).join())).size, 3);
  assert.equal(new Set(all.map((sealed) => sealed.slice(-15).join())).size, 3);
});

Deno.test("a sender whose pages come and go costs a receiver a bounded number of keys", async () => {
  let derived = 0;
  const subtle = new Proxy(crypto.subtle, {
    get(real, name) {
      if (name === "deriveKey") derived++;
      const value = Reflect.get(real, name);
      return typeof value === "function" ? value.bind(real) : value;
    },
  });
  const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
  const receiver = new FrameCipher({ subtle, room: "room1", key: KEY, random });
  const pages = Array.from({ length: 12 }, () => cipher());
  const seals = await Promise.all(
    pages.map((page) => page.encrypt(frame(), { content: "audio", ...FROM })),
  );
  for (const sealed of seals) await receiver.decrypt(sealed, { content: "audio", ...FROM });
  assert.equal(derived, 12);
  await receiver.decrypt(seals[11]!, { content: "audio", ...FROM });
  assert.equal(derived, 12, "the newest are kept");
  await receiver.decrypt(seals[0]!, { content: "audio", ...FROM });
  assert.equal(derived, 13, "the oldest are not");
});
