// Renaming oneself: the room is told, the chat says who it was, and names stay distinct.
import assert from "node:assert/strict";
import { startDirectory } from "./room_directory_kit.ts";

Deno.test("member:name renames the sender for everybody, with a line that says who it was", () => {
  const { connection } = startDirectory();
  const [a, b, other] = [connection(), connection(), connection()];
  const { self } = a.join("ala", { name: "Асан" });
  b.join("ala", { name: "Гүлнар" });
  other.join("too", { name: "Бектур" });
  for (const one of [a, b, other]) one.takeNames();
  assert.deepEqual(a.ask("member:name", { name: "Асан Осмонов" }), { name: "Асан Осмонов" });
  for (const one of [a, b]) {
    const heard = one.heard.splice(0);
    const states = heard.flatMap((told) => told.event === "room:state" ? [told.payload] : []);
    const members = states.at(-1)?.members ?? [];
    assert.equal(members.find(({ id }) => id === self)?.name, "Асан Осмонов");
    const [line] = heard.flatMap((told) => told.event === "chat:line" ? [told.payload] : []);
    assert.equal(line?.kind, "renamed");
    assert.deepEqual(line?.from, { id: self, name: "Асан Осмонов" });
    assert.deepEqual(line && "of" in line && line.of, { id: self, name: "Асан" });
  }
  assert.deepEqual(other.takeNames(), [], "another room hears nothing");
});

Deno.test("member:name gives nobody the name of another, and the same name is no news", () => {
  const { connection } = startDirectory();
  const [a, b] = [connection(), connection()];
  a.join("ala", { name: "Асан" });
  b.join("ala", { name: "Гүлнар" });
  const answer = b.ask("member:name", { name: "Асан" });
  assert.ok(typeof answer === "object" && "name" in answer && answer.name !== "Асан");
  assert.match(String(answer.name), /Асан/);
  a.takeNames();
  a.ask("member:name", { name: "Асан" });
  assert.deepEqual(a.takeNames(), []);
  assert.equal(connection().ask("member:name", { name: "Жокчу" }), "not-in-room");
});
