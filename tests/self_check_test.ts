// A server that looks whether it is heard, and does no harm where it cannot tell.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SelfCheck } from "@/http/self_check.ts";

async function listening() {
  const node = createServer((_request, response) => void response.end("x"));
  await new Promise<void>((resolve) => node.listen(0, "127.0.0.1", resolve));
  const { port } = node.address() as AddressInfo;
  const sentences: string[] = [];
  const { promise: told, resolve } = Promise.withResolvers<void>();
  const onTrouble = (sentence: string) => {
    sentences.push(sentence);
    resolve();
  };
  return { node, port, sentences, told, onTrouble };
}

Deno.test("a server that is heard says nothing", async () => {
  const { node, port, sentences, onTrouble } = await listening();
  let asked = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  node.on("connection", () => ++asked === 3 && resolve());
  const where = { port, host: "127.0.0.1" };
  const check = new SelfCheck({ node, where, onTrouble, everyMs: 10 });
  await promise;
  assert.deepEqual(check.hearing, { ok: true, listenedAnew: 0 });
  check.stop();
  node.close();
  assert.deepEqual(sentences, []);
});

Deno.test("where a server never reached itself it says so once, and goes on as it is", async () => {
  const { node, port, sentences, told, onTrouble } = await listening();
  const nobody = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const where = { port: nobody.addr.port, host: "127.0.0.1" };
  const check = new SelfCheck({ node, where, onTrouble, everyMs: 10, patienceMs: 100 });
  await told;
  assert.match(sentences[0] ?? "", /cannot connect to itself/);
  assert.deepEqual(check.hearing, { ok: true, listenedAnew: 0 });
  assert.equal(await (await fetch(`http://127.0.0.1:${port}`)).text(), "x");
  check.stop();
  nobody.close();
  node.close();
});
