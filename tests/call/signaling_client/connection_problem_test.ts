// Whose trouble it is that there is no connection, and that a page which is refused backs off.
import assert from "node:assert/strict";
import { effect } from "@preact/signals-core";
import { connectSocketIo } from "@/call/browser/signaling_client.ts";
import { ReconnectingClient } from "@/call/signaling_client/reconnecting_client.ts";
import { isTimeToTell } from "@/call/signaling_client/retry_policy.ts";
import {
  type ConnectionProblem,
  connectionProblemOf,
  shortestPause,
} from "@/call/signaling_client/connection_problem.ts";
import { type Refusal, sentenceOf } from "@/signaling/gateway/refusal_log.ts";
import { fakeClock } from "../../fakes/ports.ts";
import { meddle } from "../../fakes/proxy.ts";
import { Client, startServer } from "../../signaling/socket_kit.ts";
import { REAL, world } from "./reconnecting_client_kit.ts";

Deno.test("the words of the server are understood, and nothing else is", () => {
  assert.deepEqual(connectionProblemOf("origin http://a:1"), { kind: "origin", own: "http://a:1" });
  assert.deepEqual(connectionProblemOf("address-full"), { kind: "address-full" });
  for (const word of [undefined, "", "Forbidden", "unreachable", "__proto__", "constructor x"]) {
    assert.equal(connectionProblemOf(word), null);
  }
});

Deno.test("a page that is refused says why and backs off, until it is let in", () => {
  const { clock, client, sockets, last } = world();
  client.connect();
  last().onEnd("address-full");
  assert.deepEqual(client.problem.value, { kind: "address-full" });
  clock.advance(14_900);
  assert.equal(sockets.length, 1, "not three times a second");
  clock.advance(200);
  assert.equal(sockets.length, 2);
  last().onEnd("origin http://inside:7007");
  assert.deepEqual(client.problem.value, { kind: "origin", own: "http://inside:7007" });
  clock.advance(10_000);
  last().onOpen();
  assert.equal(client.problem.value, null);
  for (const kind of ["offline", "unreachable", "blocked"] as const) {
    assert.equal(shortestPause({ kind }, () => 1), 0, "others may be back at any moment");
  }
});

Deno.test("after some seconds without a word the page says whether anybody answers at all", async () => {
  const clock = fakeClock();
  let reach: "served" | "offline" | "unreachable" = "unreachable";
  let end = (_word?: string) => {};
  const client = new ReconnectingClient({
    clock,
    reach: () => Promise.resolve(reach),
    connect: (_way, { onEnd }) => {
      end = onEnd;
      return { send: () => {}, drop: () => {} };
    },
  });
  const failUntilTold = async (wanted: ConnectionProblem["kind"]) => {
    for (let n = 0; n < 40 && client.problem.value?.kind !== wanted; n++) {
      end();
      clock.advance(20_000);
      await Promise.resolve();
      await Promise.resolve();
    }
    assert.equal(client.problem.value?.kind, wanted);
  };
  client.connect();
  for (let n = 0; n < 3; n++) {
    end();
    clock.advance(1_000);
  }
  assert.equal(client.problem.value, null, "a server that restarts is no trouble yet");
  await failUntilTold("unreachable");
  reach = "offline";
  await failUntilTold("offline");
  reach = "served";
  await failUntilTold("blocked");
  end("address-full");
  await failUntilTold("address-full");
  client.close();
  assert.ok(isTimeToTell(4) && !isTimeToTell(3) && !isTimeToTell(5));
});

/** How a request comes that no proxy has touched. */
const DIRECT = { forwarded: false, named: false, trusted: false, proxy: "127.0.0.1" };

Deno.test("who comes when an address is full reads it, and whoever runs the server, too", async () => {
  const refused: Refusal[] = [];
  const onRefused = (refusal: Refusal) => void refused.push(refusal);
  await using server = await startServer({ config: { addressLimit: 1 }, onRefused });
  using _first = await Client.connect(server.url, { transports: ["websocket"] });
  const client = new ReconnectingClient({ clock: REAL, connect: connectSocketIo(server.url) });
  assert.deepEqual(await problemOf(client), { kind: "address-full" });
  client.close();
  assert.deepEqual(refused[0], { kind: "address-full", way: DIRECT });
});

Deno.test("behind a proxy that tells nothing the log and the answer name both origins", async () => {
  const refused: Refusal[] = [];
  const onRefused = (refusal: Refusal) => void refused.push(refusal);
  await using server = await startServer({ onRefused });
  await using proxy = await meddle(server.port, "bare");
  const own = server.url;
  for (
    const [headers, forwarded] of [[{}, false], [{ "x-forwarded-proto": "https" }, true]] as const
  ) {
    const page = forwarded ? "https://meet.example" : proxy.url;
    const answer = await fetch(`${proxy.url}/socket.io/?EIO=4&transport=polling`, {
      headers: { ...headers, origin: page },
    });
    assert.deepEqual([answer.status, (await answer.json()).message], [403, `origin ${own}`]);
    const refusal = refused.at(-1)!;
    assert.deepEqual(refusal, { kind: "origin", page, own, way: { ...DIRECT, forwarded } });
    const sentence = sentenceOf(refusal);
    for (const part of [page, own, "TRUST_PROXY", "X-Forwarded-Proto"]) {
      assert.ok(sentence.includes(part), `${part} in: ${sentence}`);
    }
  }
});

function problemOf(client: ReconnectingClient): Promise<ConnectionProblem | null> {
  client.connect();
  return new Promise((resolve) => {
    const end = effect(() => {
      const { value } = client.problem;
      if (value !== null) queueMicrotask(() => (end(), resolve(value)));
    });
  });
}
