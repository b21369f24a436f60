// Losing and finding one's seat over real sockets, with graces of a test's length.
import assert from "node:assert/strict";
import { CLEAN, Client, startServer } from "./socket_kit.ts";
import { MEDIA_OFF } from "./values.ts";

Deno.test(
  "a dropped socket is away, comes back in time under the same id, and nobody left",
  CLEAN,
  async () => {
    await using server = await startServer();
    using a = await Client.connect(server.url);
    const b = await Client.connect(server.url);
    await a.join("ala");
    const { self, seat, state } = await b.join("ala", { name: "B" });
    b.close();
    await a.hears("room:state", ({ members }) => members[1]?.away === true);
    using again = await Client.connect(server.url);
    const back = await again.join("ala", { name: "B", seat, fresh: false });
    assert.equal(back.self, self);
    assert.deepEqual(back.state.members, state.members);
    await a.hears("room:state", ({ version }) => version === back.state.version);
    assert.deepEqual(a.all("chat:line").map(({ kind }) => kind), ["joined"]);
  },
);

Deno.test(
  "who does not come back in time has left, and later joins as the same",
  CLEAN,
  async () => {
    await using server = await startServer({ seatGraceMs: 30 });
    using a = await Client.connect(server.url);
    const b = await Client.connect(server.url);
    await a.join("ala");
    const { seat, self } = await b.join("ala");
    b.close();
    await a.hears("chat:line", ({ kind }) => kind === "left");
    using late = await Client.connect(server.url);
    const again = await late.join("ala", { seat });
    assert.deepEqual([again.self, again.state.members[1]?.epoch], [self, 2]);
  },
);

Deno.test("a closing page is waited for by its own, shorter grace", CLEAN, async () => {
  await using server = await startServer({ seatGraceMs: 600_000, reloadGraceMs: 30 });
  using a = await Client.connect(server.url);
  using b = await Client.connect(server.url);
  await a.join("ala");
  await b.join("ala");
  assert.deepEqual(await b.ask("room:leave", { mayReturn: true }), { ok: true });
  b.close();
  await a.hears("room:state", ({ members }) => members.length === 1);
  assert.deepEqual(a.all("chat:line").map(({ kind }) => kind), ["joined", "left"]);
});

Deno.test(
  "of two tabs with one seat the newer wins, and the older can do nothing more",
  CLEAN,
  async () => {
    await using server = await startServer();
    using witness = await Client.connect(server.url);
    using older = await Client.connect(server.url);
    using newer = await Client.connect(server.url);
    await witness.join("ala");
    const { seat, self } = await older.join("ala");
    const { state } = await newer.join("ala", { seat });
    await older.hears("member:replaced");
    assert.deepEqual(state.members.map(({ id, epoch }) => [id === self, epoch]), [
      [false, 1],
      [true, 2],
    ]);
    const refused = { ok: false, error: "not-in-room" };
    assert.deepEqual(await older.ask("chat:send", { id: "x", text: "x" }), refused);
    older.close();
    await witness.ask("member:media", { ...MEDIA_OFF, mic: true });
    const { members } = await newer.hears("room:state");
    assert.deepEqual(members.map(({ away }) => away), [false, false]);
  },
);

Deno.test("of many tabs that show one seat at once exactly one sits in it", CLEAN, async () => {
  await using server = await startServer();
  using first = await Client.connect(server.url);
  let { seat, self } = await first.join("ala");
  let replaced = 0;
  for (let round = 0; round < 20; round++) {
    const tabs = await Promise.all(
      [1, 2, 3].map(() => Client.connect(server.url, { transports: ["websocket"] })),
    );
    const replies = await Promise.all(tabs.map((tab) => tab.join("ala", { seat })));
    assert.ok(replies.every((reply) => reply.self === self && reply.state.members.length === 1));
    const sent = await Promise.all(tabs.map((tab) => tab.ask("member:media", MEDIA_OFF)));
    assert.equal(sent.filter(({ ok }) => ok).length, 1);
    replaced += tabs.filter((tab) => tab.all("member:replaced").length === 1).length;
    const winner = sent.findIndex(({ ok }) => ok);
    ({ seat, self } = replies[winner] ?? { seat, self });
    tabs.forEach((tab) => tab.close());
  }
  assert.equal(replaced, 40);
});

Deno.test(
  "a page reloaded twice in a row keeps its seat, although the first answer was lost",
  CLEAN,
  async () => {
    await using server = await startServer();
    using a = await Client.connect(server.url);
    using b = await Client.connect(server.url);
    const { seat, self } = await a.join("ala");
    const lost = await b.join("ala", { seat });
    assert.equal(lost.self, self);
    using c = await Client.connect(server.url);
    assert.equal((await c.join("ala", { seat })).self, self);
  },
);
