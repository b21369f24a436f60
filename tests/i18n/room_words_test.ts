// Names for new rooms.
import assert from "node:assert/strict";
import { newRoomName, PLACES, ROOM_NAME_BYTES, THINGS } from "@/i18n/room_words.ts";
import { roomName } from "@/protocol/names.ts";

Deno.test("a new name is a place, a thing and six random letters", () => {
  assert.equal(newRoomName(new Uint8Array(ROOM_NAME_BYTES)), `${PLACES[0]}-${THINGS[0]}-000000`);
  assert.match(newRoomName(new Uint8Array(ROOM_NAME_BYTES).fill(255)), /^[a-z-]+-[0-9a-z]{6}$/);
});

Deno.test("every name that can be made is a legal room name as it stands", () => {
  for (let i = 0; i < 256; i++) {
    const name = newRoomName(new Uint8Array(ROOM_NAME_BYTES).fill(i));
    assert.equal(roomName(name), name);
  }
});

Deno.test("every byte value is used evenly: lists and alphabet have 32 entries", () => {
  assert.equal(new Set(PLACES).size, 32);
  assert.equal(new Set(THINGS).size, 32);
  const last = new Set(Array.from({ length: 256 }, (_, i) => {
    return newRoomName(new Uint8Array(ROOM_NAME_BYTES).fill(i)).at(-1);
  }));
  assert.equal(last.size, 32);
});

Deno.test("too little randomness is refused", () => {
  assert.throws(() => newRoomName(new Uint8Array(ROOM_NAME_BYTES - 1)), RangeError);
});
