// What is typed into home's field: the server learns names of rooms, and nothing that could be a key.
import assert from "node:assert/strict";
import { whereTo } from "@/hooks/typed_room.ts";

const K = "2bWq7C0yJm5kq3d9ZxT1Ag";

Deno.test("a name and a link lead to the room, and only a room's path is asked for", () => {
  assert.deepEqual(whereTo("Ала Тоо"), {
    kind: "room",
    path: `/r/${encodeURIComponent("ала-тоо")}`,
  });
  assert.deepEqual(whereTo(`https://x.example/r/x%23k%3D${K}».`), {
    kind: "room",
    path: `/r/x#k=${K}`,
  });
  // Nobody reads this key, so nobody sends it either.
  assert.deepEqual(whereTo(`https://x.example/r/x?data=${K}`), { kind: "room", path: "/r/x" });
});

Deno.test("a key without a room is not sent anywhere", () => {
  for (const typed of [`#k=${K}`, `https://x.example/other#k=${K}`, `!!!?invite=a.guest.1.${K}`]) {
    assert.deepEqual(whereTo(typed), { kind: "secret" }, typed);
  }
});

Deno.test("of an address that nobody can read the server is told no more than whose it is", () => {
  for (const end of [`/s/${K}`, `/?u=${btoa(`k=${K}`)}`, `/x%2Fr%2Fy%23z%3D${K}`]) {
    assert.deepEqual(whereTo(`кел: https://gw.example${end}`), {
      kind: "ask",
      typed: "https://gw.example",
    });
  }
  assert.deepEqual(whereTo("!!!"), { kind: "ask", typed: "!!!" });
  assert.deepEqual(whereTo(""), { kind: "ask", typed: "" });
});
