// The seal that an author puts under a line is kept, told and handed over with it, and not exchanged.
import assert from "node:assert/strict";
import { isGenuine, signed } from "@/signaling/room/line_signatures.ts";
import { ServerCrypto } from "@/signaling/server_crypto.ts";
import type { ChatLine } from "@/protocol/shapes.ts";

const PLACE = { seq: 1, at: 1, from: { id: "a", name: "Асан" } };
const WHERE = { room: "room1", call: 1 };

Deno.test("the server's mark covers the author's seal: it can be neither changed, added nor taken off", () => {
  const crypto = new ServerCrypto("a secret of the tests");
  const lines: ChatLine[] = [
    { ...PLACE, id: "1", kind: "text", text: "x", seal: "seal" },
    { ...PLACE, id: "2", kind: "edited", target: "1", text: "y", seal: "seal" },
    { ...PLACE, id: "3", kind: "deleted", target: "1", seal: "seal" },
  ];
  for (const line of lines) {
    const told = signed(crypto, WHERE, line);
    assert.ok(isGenuine(crypto, WHERE, told));
    assert.equal(isGenuine(crypto, WHERE, { ...told, seal: "other" } as ChatLine), false);
    const { seal: _seal, ...bare } = told as ChatLine & { seal?: string };
    assert.equal(isGenuine(crypto, WHERE, bare as ChatLine), false);
    const plain = signed(crypto, WHERE, bare as ChatLine);
    assert.ok(isGenuine(crypto, WHERE, plain), "older lines have none");
    assert.equal(isGenuine(crypto, WHERE, { ...plain, seal: "seal" } as ChatLine), false);
  }
});
