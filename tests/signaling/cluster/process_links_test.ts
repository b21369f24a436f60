// Links between processes: everything in order and once, or the link breaks at both ends and begins anew.
import assert from "node:assert/strict";
import type { Message } from "@/signaling/cluster/messages.ts";
import { ProcessLinks } from "@/signaling/cluster/process_links.ts";
import { FakeClock } from "../room_directory_kit.ts";
import { FakeShared, FakeStore, settle } from "./fake_store.ts";

class End {
  readonly heard: Message[] = [];
  readonly broken: string[] = [];
  readonly clock = new FakeClock();
  readonly links: ProcessLinks;
  isNeeded = true;

  constructor(shared: FakeShared, readonly process: string) {
    const store = new FakeStore(shared, process);
    let made = 0;
    this.links = new ProcessLinks({
      store,
      clock: this.clock,
      randomId: () => `${process}${++made}`,
      onMessage: (_, message) => void this.heard.push(message),
      onBroken: (other) => void this.broken.push(other),
      isNeeded: () => this.isNeeded,
    });
    const onMessage = (text: string) => this.links.receive(text);
    store.listen({ onMessage, onUp: () => {}, onDown: () => {} });
  }
}

function ends(): { shared: FakeShared; one: End; two: End; pass(ms: number): Promise<void> } {
  const shared = new FakeShared();
  const [one, two] = [new End(shared, "one"), new End(shared, "two")];
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= 100) {
      for (const end of [one, two]) end.clock.pass(100);
      await settle();
    }
  };
  return { shared, one, two, pass };
}

const heard = (call: number): Message => ({ kind: "heard", from: [call] });

Deno.test("messages of one moment go as one text, equal notices as one message", async () => {
  const { one, two } = ends();
  const payload = { n: 1 };
  for (const to of [1, 2, 3]) one.links.notify("two", to, { event: "chat:line", payload });
  one.links.notify("two", 1, { event: "chat:line", payload: { n: 1 } });
  one.links.send("two", heard(7));
  await settle();
  assert.deepEqual(two.heard, [
    { kind: "notice", to: [1, 2, 3], event: "chat:line", payload },
    { kind: "notice", to: [1], event: "chat:line", payload },
    heard(7),
  ]);
  assert.equal(one.links.counts.batches, 1);
});

Deno.test("a link in use lives, both ways, and breaks at neither end", async () => {
  const { one, two, pass } = ends();
  for (let turn = 0; turn < 20; turn++) {
    one.links.send("two", heard(turn));
    two.links.send("one", heard(-turn));
    await pass(700);
  }
  assert.equal(two.heard.length, 20);
  assert.equal(one.heard.length, 20);
  assert.deepEqual([...one.broken, ...two.broken], []);
});

Deno.test("where a text is lost both ends begin anew, and what follows arrives", async () => {
  const { shared, one, two, pass } = ends();
  one.links.send("two", heard(1));
  await pass(600);
  shared.losing.add("two");
  one.links.send("two", heard(2));
  await pass(100);
  shared.losing.delete("two");
  await pass(1_000);
  assert.deepEqual([one.broken, two.broken], [["two"], ["one"]]);
  one.links.send("two", heard(3));
  await pass(600);
  assert.deepEqual(two.heard, [heard(1), heard(3)], "never a gap that nobody was told of");
  await pass(3_000);
  assert.deepEqual([one.broken, two.broken], [["two"], ["one"]]);
});

Deno.test("the very first text may be lost as well", async () => {
  const { shared, one, two, pass } = ends();
  shared.losing.add("two");
  one.links.send("two", heard(1));
  await settle();
  shared.losing.delete("two");
  await pass(1_000);
  assert.deepEqual(one.broken, ["two"]);
  one.links.send("two", heard(2));
  await settle();
  assert.deepEqual(two.heard, [heard(2)]);
});

Deno.test("a process that nobody hears is given up at once, a silent one after a while", async () => {
  const { shared, one, two, pass } = ends();
  one.links.send("nobody", heard(1));
  await settle();
  assert.deepEqual(one.broken, ["nobody"]);
  one.links.send("two", heard(1));
  await pass(600);
  shared.losing.add("one"); // two stands still, for all that one can see
  await pass(2_000);
  assert.deepEqual(one.broken, ["nobody"]);
  await pass(1_500);
  assert.deepEqual(one.broken, ["nobody", "two"]);
  assert.equal(two.heard.length, 1);
});

Deno.test("a process that ends says so", async () => {
  const { one, two, pass } = ends();
  one.links.send("two", heard(1));
  await pass(600);
  await one.links.close();
  assert.deepEqual(two.broken, ["one"]);
});

Deno.test("a link that nothing hangs on is forgotten without a word", async () => {
  const { one, two, pass } = ends();
  one.links.send("two", heard(1));
  await pass(600);
  one.isNeeded = two.isNeeded = false;
  await pass(20_000);
  assert.deepEqual([one.links.size, two.links.size], [0, 0]);
});

Deno.test("a text that no process sends is ignored, and a message of another version left out", () => {
  const { one } = ends();
  for (const text of ["", "{", "[]", "null", '{"process":"x"}', "x".repeat(5_000_000)]) {
    one.links.receive(text);
  }
  assert.equal(one.links.size, 0);
  const batch = { process: "x", session: "s", peer: "", number: 1 };
  one.links.receive(JSON.stringify({ ...batch, messages: [{ kind: "later" }, heard(1)] }));
  assert.deepEqual(one.heard, [heard(1)]);
});
