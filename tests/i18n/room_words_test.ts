// Names for new rooms.
import assert from "node:assert/strict";
import { newRoomName, PLACES, ROOM_NAME_BYTES, THINGS } from "@/i18n/room_words.ts";
import { MAX_ROOM } from "@/protocol/limits.ts";
import { roomName } from "@/protocol/names.ts";
import { ownedPart, ownedSuffix, SUFFIX_BYTES } from "@/protocol/owned_rooms.ts";

const hashOf = (byte: number) => new Uint8Array(SUFFIX_BYTES).fill(byte);

Deno.test("a new name is a place, a thing and a hundred bits of a hash", () => {
  const random = new Uint8Array(ROOM_NAME_BYTES);
  assert.equal(
    newRoomName(random, ownedSuffix(hashOf(0))),
    `${PLACES[0]}-${THINGS[0]}-00000-00000-00000-00000`,
  );
});

Deno.test("every name that can be made is a legal room name as it stands, and known as owned", () => {
  for (let n = 0; n < 256; n++) {
    const suffix = ownedSuffix(hashOf(n));
    const name = newRoomName(new Uint8Array(ROOM_NAME_BYTES).fill(n), suffix);
    assert.equal(roomName(name), name);
    assert.equal(ownedPart(name), suffix);
    assert.ok(name.length <= MAX_ROOM);
  }
});

Deno.test("names that people think of are open rooms", () => {
  for (
    const name of ["room1", "ала-тоо", "ala-too-jyldyz-7k2m9q", "a-b-c-d", "team-daily-standup"]
  ) {
    assert.equal(ownedPart(name), null, name);
  }
});

Deno.test("another bit of the hash is another name, a hundred bits long", () => {
  const names = new Set<string>();
  for (let bit = 0; bit < 8 * SUFFIX_BYTES; bit++) {
    const hash = hashOf(0);
    hash[bit >> 3] = 128 >> (bit & 7);
    names.add(ownedSuffix(hash));
  }
  names.delete(ownedSuffix(hashOf(0)));
  assert.equal(names.size, 100);
});

Deno.test("every word is taken evenly, and too little chance is refused", () => {
  assert.equal(new Set(PLACES).size, 32);
  assert.equal(new Set(THINGS).size, 32);
  assert.throws(() => newRoomName(new Uint8Array(ROOM_NAME_BYTES - 1), "x"), RangeError);
  assert.throws(() => ownedSuffix(new Uint8Array(SUFFIX_BYTES - 1)), RangeError);
});
