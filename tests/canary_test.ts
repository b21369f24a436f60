// Words of people, put into every field there is, against the running product: none may be written down.
import assert from "node:assert/strict";
import { buildOnce, Server } from "./browser/harness/server.ts";
import { SAMPLES } from "./protocol/samples.ts";
import { Client } from "./signaling/socket_kit.ts";

const CANARY = "kanareika77";
const ADDRESS = "203.0.113.77";

/** A copy of a value in which every text is a canary. */
function singing(value: unknown): unknown {
  if (typeof value === "string") return CANARY + value.replace(/\W/g, "");
  if (Array.isArray(value)) return value.map(singing);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, singing(each)]));
}

Deno.test("no name, word, signal, secret or address of a person is in the server's log", async () => {
  await buildOnce();
  const server = await Server.start({
    env: {
      TRUST_PROXY: "1",
      METRICS_TOKEN: `${CANARY}-metrics`,
      API_KEY: `${CANARY}-of-the-api`,
      DATA_DIR: await Deno.makeTempDir(),
    },
  });
  const headers = { "x-forwarded-for": ADDRESS, "user-agent": CANARY, cookie: `x=${CANARY}` };
  let answered = 0;
  for (const [event, payload] of Object.entries(SAMPLES)) {
    using client = await Client.connect(server.url, { transports: ["websocket"], headers });
    for (const said of [singing(payload), { ...payload, extra: CANARY }, CANARY]) {
      const reply = await client.say(event, said).catch(() => null);
      if (reply?.ok) answered += 1;
    }
  }
  const paths = [
    `/?room=${CANARY}`,
    `/r/${CANARY}`,
    `/${CANARY}`,
    `/r/${CANARY}%00`,
    "/r/%E0%A4%A",
  ];
  for (const path of paths) await (await fetch(server.url + path, { headers })).body?.cancel();
  const token = `Bearer ${CANARY}-metrics`;
  const metrics = await fetch(`${server.url}/metrics`, { headers: { authorization: token } });
  assert.match(await metrics.text(), /^juz_events_total [1-9]/m);
  assert.equal((await fetch(`${server.url}/metrics`, { headers })).status, 404);
  for (const [key, path] of [["of-the-api", "rooms"], ["wrong", "rooms"], ["of-the-api", CANARY]]) {
    const api = await fetch(`${server.url}/api/v1/${path}`, {
      method: "POST",
      headers: {
        ...headers,
        authorization: `Bearer ${CANARY}-${key}`,
        "content-type": "application/json",
      },
      body: JSON.stringify({ password: CANARY }),
    });
    await api.body?.cancel();
  }
  await server.stop();
  assert.ok(answered >= 3, "some of it was heard");
  const log = server.lines.join("\n");
  assert.ok(server.lines.length > 0, "the start was written down");
  for (const word of [CANARY, ADDRESS, "a secret of the tests"]) {
    assert.ok(!log.includes(word), log);
  }
});
