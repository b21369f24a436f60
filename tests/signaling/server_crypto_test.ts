// Marks and seals: what others may keep but neither make, read nor change.
import assert from "node:assert/strict";
import { ServerCrypto } from "@/signaling/server_crypto.ts";
import { seeded } from "../fakes/random.ts";

const crypto = new ServerCrypto("a secret of the tests");
const VALUE = { room: "ала-тоо", members: ["Айгүл", "Өмүр"], at: 1_000 };

Deno.test("a sealed value is given back to the server that sealed it, for the same purpose", () => {
  const sealed = crypto.seal("copy", VALUE);
  assert.match(sealed, /^[\w-]+$/);
  assert.deepEqual(crypto.open("copy", sealed), VALUE);
  assert.deepEqual(
    new ServerCrypto("a secret of the tests").open("copy", sealed),
    VALUE,
    "a restart",
  );
  assert.equal(crypto.open("line", sealed), null);
  assert.equal(new ServerCrypto("another").open("copy", sealed), null);
});

Deno.test("nobody can read what is sealed", () => {
  const sealed = atob(
    crypto.seal("copy", "secretsecretsecret").replace(/-/g, "+").replace(/_/g, "/"),
  );
  assert.ok(!sealed.includes("secret"));
  assert.notEqual(
    crypto.seal("copy", VALUE),
    crypto.seal("copy", VALUE),
    "nor see that it is the same",
  );
});

Deno.test("10 000 mutations of a seal open nothing", () => {
  const random = seeded(3);
  const sealed = crypto.seal("copy", VALUE);
  let tried = 0;
  while (tried < 10_000) {
    const at = Math.floor(random() * sealed.length);
    const letter = "ABCDEFGHabcdefgh0123-_"[Math.floor(random() * 22)] ?? "";
    const cut = random() < 0.2 ? Math.floor(random() * 4) : 1;
    const changed = sealed.slice(0, at) + letter + sealed.slice(at + cut);
    // the last letter carries bits that stand for nothing
    if (Buffer.from(changed, "base64url").equals(Buffer.from(sealed, "base64url"))) continue;
    tried++;
    assert.equal(crypto.open("copy", changed), null);
  }
  for (const junk of ["", "x", "!".repeat(50), sealed + sealed]) {
    assert.equal(crypto.open("copy", junk), null);
  }
});

Deno.test("a mark fits its text and purpose under its secret, and nothing else", () => {
  const mark = crypto.sign("line", "салам");
  assert.match(mark, /^[\w-]{22}$/);
  assert.ok(crypto.isSigned("line", { text: "салам", mark }));
  assert.ok(!crypto.isSigned("line", { text: "салам!", mark }));
  assert.ok(!crypto.isSigned("seat", { text: "салам", mark }));
  assert.ok(!crypto.isSigned("line", { text: "салам", mark: mark.slice(1) }));
  assert.ok(!new ServerCrypto("another").isSigned("line", { text: "салам", mark }));
});
