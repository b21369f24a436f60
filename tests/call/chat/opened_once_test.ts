// A log with a key is made out once, however often it is looked at meanwhile.
import assert from "node:assert/strict";
import type { MessageBinding } from "@/call/chat/message_binding.ts";
import { Cipher } from "@/call/chat/cipher.ts";
import type { Secrets } from "@/call/ports.ts";
import type { ChatLine } from "@/protocol/shapes.ts";
import { until } from "../../fakes/random.ts";

const LINES = 200;
const KEY = "2bWq7C0yJm5kq3d9ZxT1Aw";
const secrets = {
  subtle: crypto.subtle,
  random: (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes)),
};
const cipherOf = (given: Secrets) => new Cipher({ secrets: given, room: "room1", key: () => KEY });

async function sealedLog(): Promise<ChatLine[]> {
  const writer = cipherOf(secrets);
  const lines: ChatLine[] = [];
  for (let n = 1; n <= LINES; n++) {
    const place = { id: `id${n}`, from: "a" };
    const text = await writer.seal(`word ${n}`, place) ?? "";
    const bound: MessageBinding = {
      ...{ page: "p", n, said: n, before: "", call: "c", name: "A", after: null, kind: "text" },
      ...{ replyTo: null, target: null, digest: await writer.hash(text), edition: 0, gone: null },
      reaction: null,
    };
    const seal = await writer.sealBound(bound, place) ?? "";
    lines.push({
      kind: "text",
      id: place.id,
      from: { id: "a", name: "A" },
      seq: n,
      at: 0,
      text,
      seal,
    });
  }
  return lines;
}

Deno.test("each line is decrypted once, and whoever waits is told once all are", async () => {
  let decrypted = 0;
  const decrypt = (...given: Parameters<SubtleCrypto["decrypt"]>) => {
    decrypted += 1;
    return crypto.subtle.decrypt(...given);
  };
  const subtle = new Proxy(crypto.subtle, {
    get: (target, name) => name === "decrypt" ? decrypt : Reflect.get(target, name).bind(target),
  });
  const reader = cipherOf({ ...secrets, subtle });
  const log = await sealedLog();
  let looks = 0;
  const look = (): (ChatLine | null)[] => {
    looks += 1;
    return log.map((line) => reader.read(line, look));
  };
  look();
  look();
  await until(() =>
    decrypted >= 2 * LINES && log.every((line) => reader.read(line, look) !== null)
  );
  assert.equal(decrypted, 2 * LINES, "words and seal of each");
  assert.ok(looks <= 10, `${looks} looks at the whole log`);
});
