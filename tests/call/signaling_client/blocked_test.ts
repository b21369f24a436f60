// The real wire through proxies that do not let WebSockets pass: it must be there within 3 s.
import assert from "node:assert/strict";
import { effect } from "@preact/signals-core";
import { connectSocketIo } from "@/call/browser/signaling_client.ts";
import type { SignalingClient } from "@/call/ports.ts";
import { ReconnectingClient } from "@/call/signaling_client/reconnecting_client.ts";
import { meddle } from "../../fakes/proxy.ts";
import { startServer } from "../../signaling/socket_kit.ts";
import { REAL } from "./reconnecting_client_kit.ts";

/** Resolves as soon as the wire is connected. */
function connection(signaling: SignalingClient): Promise<void> {
  return new Promise((resolve) => {
    const end = effect(() => {
      if (signaling.connected.value) queueMicrotask(() => (end(), resolve()));
    });
  });
}

for (
  const [what, kind] of Object.entries(
    {
      "refuses upgrades": "refuse",
      "says yes to an upgrade and then swallows its frames": "swallow",
      "never answers an upgrade": "ignore",
    } as const,
  )
) {
  Deno.test(`behind a proxy that ${what} the wire is there within 3 s`, async () => {
    await using server = await startServer();
    await using proxy = await meddle(server.port, kind);
    const signaling = new ReconnectingClient({ clock: REAL, connect: connectSocketIo(proxy.url) });
    const start = performance.now();
    signaling.connect();
    await connection(signaling);
    const ms = performance.now() - start;
    const echo = await signaling.request("echo:send", { text: "салам" });
    console.log(`connected ${Math.round(ms)} ms after dialling`);
    assert.ok(ms < 3_000, `${ms} ms`);
    assert.ok(echo.ok && echo.text === "салам");
    assert.ok(proxy.upgrades > 0, "a WebSocket was tried first");
    signaling.close();
  });
}

Deno.test("a connection that leads nowhere any more is left for a new one within 2 s", async () => {
  await using server = await startServer();
  await using proxy = await meddle(server.port, "pass");
  const signaling = new ReconnectingClient({ clock: REAL, connect: connectSocketIo(proxy.url) });
  signaling.connect();
  await connection(signaling);
  proxy.freeze(); // as a network does that is gone: nothing closes, nothing comes
  const start = performance.now();
  signaling.check();
  await new Promise<void>((resolve) => {
    const end = effect(() => {
      if (!signaling.connected.value) queueMicrotask(() => (end(), resolve()));
    });
  });
  await connection(signaling);
  const ms = performance.now() - start;
  console.log(`on a new connection ${Math.round(ms)} ms after the first doubt`);
  assert.ok(ms < 2_000, `${ms} ms`);
  signaling.close();
});
