// Large files go to a place that the person chose, as they are read; the others as any download.
import assert from "node:assert/strict";
import type { FilePorts } from "@/call/files/file_ports.ts";
import { ASKED_BYTES, HandOver } from "@/call/files/hand_over.ts";
import { settled } from "../../fakes/random.ts";

const INFO = { name: "кино.mp4", type: "video/mp4", root: "r", key: "k", preview: null };
const LARGE = { ...INFO, size: ASKED_BYTES };
const file = new Blob(["a"]);

/** What the person does when asked, and what became of the file. */
function handOver(answer: Awaited<ReturnType<FilePorts["choosePlace"]>>) {
  const done: string[] = [];
  const errors: unknown[] = [];
  const made = new HandOver({
    ports: {
      choosePlace: (name) => (done.push(`asked for ${name}`), Promise.resolve(answer)),
      save: (_, name) => void done.push(`downloaded ${name}`),
    },
    onError: (error) => void errors.push(error),
  });
  return { made, done, errors };
}

Deno.test("a large file is written to the chosen place, and asked for once", async () => {
  const written: Blob[] = [];
  const { made, done } = handOver({ write: (blob) => (written.push(blob), Promise.resolve()) });
  assert.equal(await made.prepare(LARGE), true);
  assert.equal(await made.prepare(LARGE), true, "it goes on after a pause");
  made.give("k", { file, name: LARGE.name });
  assert.deepEqual([done, written], [["asked for кино.mp4"], [file]]);
  made.give("k", { file, name: LARGE.name });
  assert.deepEqual(done.slice(1), ["downloaded кино.mp4"], "a place is for one file");
});

Deno.test("a small file, and any where a page cannot ask, is a download; nowhere is nothing", async () => {
  const small = handOver("nowhere");
  assert.equal(await small.made.prepare({ ...INFO, size: ASKED_BYTES - 1 }), true);
  small.made.give("k", { file, name: "a" });
  assert.deepEqual(small.done, ["downloaded a"]);
  const cannot = handOver(null);
  assert.equal(await cannot.made.prepare(LARGE), true);
  cannot.made.give("k", { file, name: "a" });
  assert.deepEqual(cannot.done, ["asked for кино.mp4", "downloaded a"]);
  assert.equal(await handOver("nowhere").made.prepare(LARGE), false);
});

Deno.test("a place that does not take the file costs nobody the file", async () => {
  const { made, done, errors } = handOver({ write: () => Promise.reject(new Error("full")) });
  await made.prepare(LARGE);
  made.give("k", { file, name: "a" });
  await settled();
  assert.deepEqual([done.at(-1), errors.length], ["downloaded a", 1]);
});

Deno.test("an answer that comes after the call, and a second press meanwhile, start nothing", async () => {
  const { promise, resolve } = Promise.withResolvers<null>();
  let asked = 0;
  const made = new HandOver({
    ports: { choosePlace: () => (asked++, promise), save: () => {} },
    onError: () => {},
  });
  const first = made.prepare(LARGE);
  assert.equal(await made.prepare(LARGE), false, "the question stands already");
  made.clear();
  resolve(null);
  assert.equal(await first, false, "that call is over");
  assert.equal(await made.prepare(LARGE), true);
  assert.equal(asked, 2);
});
