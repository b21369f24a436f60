// A program that answers nobody any more is found, one that is slow once is not.
import assert from "node:assert/strict";
import { createServer } from "node:net";
import { once } from "node:events";
import { answersBinding, ASK_MS, HangWatch, MISSES } from "@/server/turn/hang_watch.ts";

/** A watch over a program whose answers the test gives. */
function world() {
  const due: (() => void)[] = [];
  const asked: ((does: boolean) => void)[] = [];
  let hangs = 0;
  const watch = new HangWatch({
    ask: () => new Promise((resolve) => asked.push(resolve)),
    after: (ms, action) => {
      assert.equal(ms, ASK_MS);
      due.push(action);
      return () => void due.splice(0);
    },
    onHang: () => hangs++,
  });
  const answer = async (does: boolean) => {
    due.shift()?.();
    asked.pop()?.(does);
    for (let n = 0; n < 5; n++) await Promise.resolve();
  };
  return { watch, answer, due, asked, hangs: () => hangs };
}

Deno.test("so many questions in a row without an answer are a hang, fewer are not", async () => {
  const { watch, answer, hangs, due } = world();
  watch.start();
  for (let round = 0; round < 3; round++) {
    for (let n = 1; n < MISSES; n++) await answer(false);
    await answer(true);
  }
  assert.equal(hangs(), 0);
  for (let n = 0; n < MISSES; n++) await answer(false);
  assert.equal(hangs(), 1);
  assert.deepEqual(due, [], "and asks no more until it is started again");
});

Deno.test("an answer that comes after the end counts for nothing", async () => {
  const { watch, due, asked, hangs } = world();
  watch.start();
  due.shift()?.();
  watch.stop();
  asked.pop()?.(false);
  for (let n = 0; n < 5; n++) await Promise.resolve();
  assert.deepEqual([due.length, hangs()], [0, 0]);
});

Deno.test("answersBinding(): a port that only takes connections answers nothing, a closed one neither", async () => {
  const server = createServer((socket) => void socket.on("error", () => {}).resume());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  assert.equal(await answersBinding(port, 100), false);
  server.close();
  await once(server, "close");
  assert.equal(await answersBinding(port, 100), false);
});
