// What Engine.IO refuses by itself, as far as an operator can do something about it.
import assert from "node:assert/strict";
import { REAL_CLOCK } from "@/signaling/clock.ts";
import { CLEAN, startServer } from "../socket_kit.ts";

Deno.test(
  "a WebSocket whose proxy drops the header Upgrade is told to the operator",
  CLEAN,
  async () => {
    const refused: string[] = [];
    const onRefused = ({ kind }: { kind: string }) => void refused.push(kind);
    await using server = await startServer({ onRefused });
    const path = `${server.url}/socket.io/?EIO=4&transport`;
    const bare = await fetch(`${path}=websocket`);
    assert.equal(bare.status, 400);
    await bare.body?.cancel();
    assert.deepEqual(refused, ["no-upgrade"]);
    const junk = await fetch(`${path}=junk`);
    await junk.body?.cancel();
    assert.deepEqual(refused, ["no-upgrade"]);
  },
);

Deno.test(
  "connections of another process are told once those of before the start are over",
  CLEAN,
  async () => {
    const refused: string[] = [];
    let now = 0;
    const clock = { ...REAL_CLOCK, steady: () => now };
    const onRefused = ({ kind }: { kind: string }) => void refused.push(kind);
    await using server = await startServer({ clock, onRefused });
    const ask = async () => {
      const url = `${server.url}/socket.io/?EIO=4&transport=polling&sid=of-another-process`;
      await (await fetch(url)).body?.cancel();
    };
    await ask();
    assert.deepEqual(refused, []);
    now = 61_000;
    await ask();
    assert.deepEqual(refused, ["unknown-connection"]);
  },
);
