// A server that looks whether it is heard, and does no harm where it cannot tell.
import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SelfCheck } from "@/server/self_check.ts";

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

/** Resolves when so many connections have come. */
function connections(node: Server, count: number): Promise<void> {
  let come = 0;
  return new Promise((resolve) => void node.on("connection", () => ++come === count && resolve()));
}

Deno.test("a server that is heard says nothing", async () => {
  const { node, port, sentences, onTrouble } = await listening();
  const asked = connections(node, 3);
  const where = { port, host: "127.0.0.1" };
  const check = new SelfCheck({ node, where, onTrouble, everyMs: 10 });
  await asked;
  assert.deepEqual(check.hearing, { ok: true, listenedAnew: 0 });
  check.stop();
  node.close();
  assert.deepEqual(sentences, []);
});

Deno.test("where a server never reached itself it says so once, and goes on as it is", async () => {
  const { node, port, sentences, told, onTrouble } = await listening();
  const nobody = createServer();
  await new Promise<void>((resolve) => nobody.listen(0, "127.0.0.1", resolve));
  let looks = 0;
  nobody.on("connection", () => looks++);
  const host = "127.0.0.1";
  const where = { port: (nobody.address() as AddressInfo).port, host };
  const check = new SelfCheck({ node, where, onTrouble, everyMs: 10, timeoutMs: 100 });
  await told;
  assert.match(sentences[0] ?? "", /cannot connect to itself/);
  assert.deepEqual(check.hearing, { ok: true, listenedAnew: 0 });
  assert.equal(await (await fetch(`http://127.0.0.1:${port}`)).text(), "x");
  // Another one looks so often meanwhile that a further look of the first would be over.
  const many = connections(node, 12);
  const other = new SelfCheck({
    ...{ node, where: { port, host }, onTrouble },
    ...{ everyMs: 20, timeoutMs: 400 },
  });
  await many;
  assert.deepEqual([sentences.length, looks], [1, 1]);
  other.stop();
  check.stop();
  nobody.close();
  node.close();
});

Deno.test("one look that could not be taken is not the last", async () => {
  const { node, port, sentences, told, onTrouble } = await listening();
  const where = { port, host: "127.0.0.1" };
  const heard = connections(node, 1);
  const check = new SelfCheck({ node, where, onTrouble, everyMs: 10 });
  await heard;
  where.port = 70_000; // connect() throws
  await told;
  assert.match(sentences[0] ?? "", /cannot connect to itself/);
  where.port = port;
  await connections(node, 2);
  assert.deepEqual(check.hearing, { ok: true, listenedAnew: 0 });
  check.stop();
  node.close();
});
