// Whatever is sent: its sender gets an error, nobody else notices, and the server lives on.
import assert from "node:assert/strict";
import { REQUEST_NAMES } from "@/protocol/events.ts";
import { SAMPLES } from "../protocol/samples.ts";
import { allJunk } from "./junk.ts";
import { CLEAN, Client, hastyClock, startServer } from "./socket_kit.ts";

const INVALID = { ok: false, error: "invalid" };
const WEBSOCKET = { transports: ["websocket" as const] };

Deno.test(
  "every event with everything wrong is answered, inside a room and outside",
  CLEAN,
  async () => {
    await using server = await startServer({ clock: hastyClock() });
    using witness = await Client.connect(server.url, WEBSOCKET);
    using inside = await Client.connect(server.url, WEBSOCKET);
    using outside = await Client.connect(server.url, WEBSOCKET);
    await inside.join("ala");
    await witness.join("ala");
    inside.heard.length = 0;
    const junk = allJunk();
    for (const { event, what, args } of junk) {
      const replies = await Promise.all([inside, outside].map((who) => who.say(event, ...args)));
      assert.deepEqual(replies, [INVALID, INVALID], `${event} with ${what}`);
    }
    for (const name of REQUEST_NAMES) {
      assert.ok(junk.filter(({ event }) => event === name).length >= 20, name);
    }
    assert.deepEqual([witness.heard, inside.heard, outside.heard], [[], [], []]);
    assert.equal(({} as { polluted?: boolean }).polluted, undefined);
    assert.equal(server.signaling.stats().refused.invalid, 2 * junk.length);
    assert.ok((await witness.ask("echo:send", { text: "x" })).ok);
  },
);

Deno.test(
  "events that are none of ours are answered, reserved and inherited names too",
  CLEAN,
  async () => {
    await using server = await startServer({ clock: hastyClock() });
    using client = await Client.connect(server.url, WEBSOCKET);
    const names = [
      "",
      "error",
      "message",
      "end",
      "__proto__",
      "constructor",
      "toString",
      "room:state",
    ];
    for (const name of [...names, "room:count", "ROOM:JOIN", "room:join ", "x".repeat(9_999)]) {
      assert.deepEqual(await client.say(name, SAMPLES["room:join"]), INVALID, name.slice(0, 20));
      assert.deepEqual(await client.say(name), INVALID);
    }
    assert.equal(server.signaling.stats().rooms, 0);
  },
);

/** Raw Socket.IO packets and whether the connection survives them. */
const RAW: [what: string, packet: string, survives: boolean][] = [
  ["a number as the event's name", '21[7,{"text":"x"}]', true],
  ["an acknowledgement nobody asked for", '377["x"]', true],
  ["the same acknowledgement id twice", '25["echo:send",{"text":"a"}]', true],
  ["a huge acknowledgement id", '2999999999999999["echo:send",{"text":"a"}]', true],
  ["a second CONNECT", "0{}", false],
  ["a reserved event", '2["disconnect"]', false],
  ["no array", '2{"a":1}', false],
  ["no JSON", "2[", false],
  ["no such packet", "9", false],
  ["a binary event", '51-["echo:send",{"_placeholder":true,"num":0}]', false],
  ["many attachments", '5999999-["x"]', false],
  ["another namespace", "0/admin,", false],
  ["an event of another namespace", '2/admin,["x"]', false],
  ["deep nesting", `2["echo:send",${"[".repeat(30_000)}${"]".repeat(30_000)}]`, false],
  ["more than a message may have", `2["echo:send","${"x".repeat(66_000)}"]`, false],
];

Deno.test(
  "packets that are no events leave the server and its other clients untouched",
  CLEAN,
  async () => {
    await using server = await startServer({ clock: hastyClock(), seatGraceMs: 600_000_000 });
    using witness = await Client.connect(server.url, WEBSOCKET);
    await witness.join("ala");
    for (const [what, packet, survives] of RAW) {
      using client = await Client.connect(server.url, WEBSOCKET);
      const engine = client.socket.io.engine;
      for (let twice = 0; twice < 2; twice++) engine.write(packet);
      if (survives) assert.ok((await client.ask("echo:send", { text: "x" })).ok, what);
      else await client.until(() => !client.socket.connected);
      assert.equal(client.socket.connected, survives, what);
      assert.ok((await witness.ask("echo:send", { text: "x" })).ok, what);
    }
    assert.deepEqual(witness.heard, []);
  },
);

Deno.test("legal but odd names arrive byte for byte", CLEAN, async () => {
  await using server = await startServer();
  const names = [
    "__proto__",
    "constructor",
    "<img src=x onerror=alert(1)>",
    "Өмүр 👩‍👩‍👧",
    "a' OR 1=1",
  ];
  for (const name of names) {
    using client = await Client.connect(server.url, WEBSOCKET);
    const { state, log } = await client.join("__proto__", { name });
    assert.equal(state.members.at(-1)?.name, name);
    assert.equal(log.at(-1)?.from.name, name);
    const text = `${name}\u0000\u202e\n`;
    const said = await client.ask("chat:send", { id: "hasOwnProperty", text });
    assert.ok(said.ok && said.line.kind === "text" && said.line.text === text);
    await client.ask("room:leave", { mayReturn: false });
  }
});
