// Marks and seals: what others may keep but neither make, read nor change.
import assert from "node:assert/strict";
import { Seals } from "@/signaling/seals.ts";
import { seeded } from "../fakes/random.ts";

const seals = new Seals("a secret of the tests");
const VALUE = { room: "ала-тоо", members: ["Айгүл", "Өмүр"], at: 1_000 };

Deno.test("a sealed value is given back to the server that sealed it, for the same purpose", () => {
  const sealed = seals.seal("copy", VALUE);
  assert.match(sealed, /^[\w-]+$/);
  assert.deepEqual(seals.open("copy", sealed), VALUE);
  assert.deepEqual(new Seals("a secret of the tests").open("copy", sealed), VALUE, "a restart");
  assert.equal(seals.open("line", sealed), null);
  assert.equal(new Seals("another").open("copy", sealed), null);
});

Deno.test("nobody can read what is sealed", () => {
  const sealed = atob(
    seals.seal("copy", "secretsecretsecret").replace(/-/g, "+").replace(/_/g, "/"),
  );
  assert.ok(!sealed.includes("secret"));
  assert.notEqual(
    seals.seal("copy", VALUE),
    seals.seal("copy", VALUE),
    "nor see that it is the same",
  );
});

Deno.test("10 000 mutations of a seal open nothing", () => {
  const random = seeded(3);
  const sealed = seals.seal("copy", VALUE);
  let tried = 0;
  while (tried < 10_000) {
    const at = Math.floor(random() * sealed.length);
    const letter = "ABCDEFGHabcdefgh0123-_"[Math.floor(random() * 22)] ?? "";
    const cut = random() < 0.2 ? Math.floor(random() * 4) : 1;
    const changed = sealed.slice(0, at) + letter + sealed.slice(at + cut);
    // the last letter carries bits that stand for nothing
    if (Buffer.from(changed, "base64url").equals(Buffer.from(sealed, "base64url"))) continue;
    tried++;
    assert.equal(seals.open("copy", changed), null);
  }
  for (const junk of ["", "x", "!".repeat(50), sealed + sealed]) {
    assert.equal(seals.open("copy", junk), null);
  }
});

Deno.test("a mark fits its text and purpose under its secret, and nothing else", () => {
  const mark = seals.mark("line", "салам");
  assert.match(mark, /^[\w-]{22}$/);
  assert.ok(seals.isMine("line", { text: "салам", mark }));
  assert.ok(!seals.isMine("line", { text: "салам!", mark }));
  assert.ok(!seals.isMine("seat", { text: "салам", mark }));
  assert.ok(!seals.isMine("line", { text: "салам", mark: mark.slice(1) }));
  assert.ok(!new Seals("another").isMine("line", { text: "салам", mark }));
});
