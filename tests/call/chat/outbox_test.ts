// What is written waits until the server has it, whatever throws on the way.
import assert from "node:assert/strict";
import { signal } from "@preact/signals-core";
import { Outbox, type OutboxOptions, type PendingLine } from "@/call/chat/outbox.ts";
import { Cipher } from "@/call/chat/cipher.ts";
import type { SignalingClient } from "@/call/ports.ts";
import { fakeClock } from "../../fakes/ports.ts";
import { settled } from "../../fakes/random.ts";

function line(id: string): PendingLine {
  return { id, text: `words of ${id}`, failed: null };
}

function outbox(options: Partial<OutboxOptions> = {}) {
  const said: string[] = [];
  const errors: unknown[] = [];
  const pending = signal<readonly PendingLine[]>([]);
  const request = (_event: string, { id }: { id: string }) =>
    Promise.resolve({ ok: true, line: { id } });
  const box = new Outbox({
    signaling: { request } as unknown as SignalingClient,
    clock: fakeClock(),
    pending,
    keep: () => {},
    onAcknowledged: ({ id }) => void said.push(id),
    onError: (error) => void errors.push(error),
    ...options,
  });
  return { box, pending, said, errors };
}

Deno.test("a line that is refused for good stays to be read, the next one is sent", async () => {
  const request = (_event: string, { id }: { id: string }) =>
    Promise.resolve(
      id === "a" ? { ok: false, error: "not-allowed" } : { ok: true, line: { id } },
    );
  const { box, pending, said } = outbox({ signaling: { request } as unknown as SignalingClient });
  box.add([line("a")]);
  await settled();
  assert.deepEqual(pending.value.map(({ id, failed }) => [id, failed]), [["a", "not-allowed"]]);
  box.add([line("b")]);
  await settled();
  assert.deepEqual(said, ["b"]);
});

Deno.test("a request that throws stops nothing but itself", async () => {
  let broken = true;
  const request = (_event: string, { id }: { id: string }) =>
    broken ? Promise.reject(new Error("socket")) : Promise.resolve({ ok: true, line: { id } });
  const { box, said, errors } = outbox({ signaling: { request } as unknown as SignalingClient });
  box.add([line("a")]);
  await settled();
  broken = false;
  await box.send();
  assert.deepEqual([said, errors.length], [["a"], 1]);
});

Deno.test("a key that could not be derived once is derived again", async () => {
  let broken = true;
  const subtle = new Proxy(crypto.subtle, {
    get(target, name: keyof SubtleCrypto) {
      if (name === "deriveKey" && broken) return () => Promise.reject(new Error("busy"));
      const value = target[name];
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
  const cipher = new Cipher({
    secrets: { subtle, random },
    room: "room1",
    key: () => "a key of the room",
  });
  const place = { id: "a", from: "me" };
  const first = await cipher.seal("hello", place).catch(() => "thrown");
  broken = false;
  assert.deepEqual([first, typeof await cipher.seal("hello", place)], ["thrown", "string"]);
});

Deno.test("a message that the server fails on again and again is left to the person, the next one is sent", async () => {
  const clock = fakeClock();
  let tries = 0;
  const request = (_event: string, { id }: { id: string }) => {
    if (id === "a") tries += 1;
    return Promise.resolve(
      id === "a" ? { ok: false, error: "internal" } : { ok: true, line: { id } },
    );
  };
  const signaling = { request } as unknown as SignalingClient;
  const { box, pending, said } = outbox({ signaling, clock });
  box.add([line("a"), line("b")]);
  for (let turn = 0; turn < 20; turn++) {
    await settled();
    clock.advance(1_500);
  }
  assert.deepEqual([tries, said], [8, ["b"]]);
  assert.deepEqual(pending.value.map(({ id, failed }) => [id, failed]), [["a", "internal"]]);
});
