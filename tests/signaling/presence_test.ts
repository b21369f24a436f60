// Hands, reactions and "is writing": what a room is told of them, without sockets.
import assert from "node:assert/strict";
import { REACTIONS } from "@/protocol/reactions.ts";
import { startDirectory } from "./room_directory_kit.ts";

Deno.test("member:hand makes one queue for everybody, and raising it twice does not move it", () => {
  const { connection } = startDirectory();
  const [a, b, c] = [connection(), connection(), connection()];
  for (const person of [a, b, c]) person.join("ala");
  a.takeNames();
  b.ask("member:hand", { up: true });
  c.ask("member:hand", { up: true });
  b.ask("member:hand", { up: true });
  const members = a.take("room:state").at(-1)?.members ?? [];
  const queue = members.filter(({ hand }) => hand !== null)
    .sort((x, y) => (x.hand ?? 0) - (y.hand ?? 0));
  assert.deepEqual(queue.map(({ id }) => id), [members[1]?.id, members[2]?.id]);
  b.ask("member:hand", { up: false });
  b.ask("member:hand", { up: true });
  const later = a.take("room:state").at(-1)?.members ?? [];
  assert.ok((later[1]?.hand ?? 0) > (later[2]?.hand ?? 0), "who lowered a hand waits again");
});

Deno.test("member:react reaches all, the sender included, and is kept by nobody", () => {
  const { connection } = startDirectory();
  const [a, b, other] = [connection(), connection(), connection()];
  const { self } = a.join("ala");
  b.join("ala");
  other.join("too");
  for (const reaction of REACTIONS) a.ask("member:react", { reaction });
  const all = REACTIONS.map((reaction) => ({ id: self, reaction }));
  assert.deepEqual(a.take("member:reacted"), all);
  assert.deepEqual(b.take("member:reacted"), all);
  assert.deepEqual(other.take("member:reacted"), []);
});

Deno.test("member:typing reaches the others, and not the sender", () => {
  const { connection } = startDirectory();
  const [a, b] = [connection(), connection()];
  const { self } = a.join("ala");
  b.join("ala");
  a.ask("member:typing", { on: true });
  a.ask("member:typing", { on: false });
  assert.deepEqual(b.take("member:typing"), [{ id: self, on: true }, { id: self, on: false }]);
  assert.deepEqual(a.take("member:typing"), []);
});

Deno.test("hands, reactions and typing need a room", () => {
  const a = startDirectory().connection();
  assert.equal(a.ask("member:hand", { up: true }), "not-in-room");
  assert.equal(a.ask("member:react", { reaction: "up" }), "not-in-room");
  assert.equal(a.ask("member:typing", { on: true }), "not-in-room");
});
