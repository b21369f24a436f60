// Watching, media, chat, relaying: the room directory and its handlers, without sockets.
import assert from "node:assert/strict";
import { startDirectory } from "./room_directory_kit.ts";
import { MEDIA_OFF } from "./values.ts";

const SHARING = { ...MEDIA_OFF, screen: true };

Deno.test("room:watch hears of every change of the number, and of nothing else", () => {
  const { connection } = startDirectory();
  const [w, a, b] = [connection(), connection(), connection()];
  assert.deepEqual(w.ask("room:watch", { room: "ala" }), { count: 0, limit: 3, title: null });
  a.join("ala");
  b.join("ala");
  a.ask("member:media", SHARING);
  a.ask("chat:send", { id: "x", text: "x" });
  b.drop();
  a.ask("room:leave", { mayReturn: false });
  assert.ok(w.heard.every(({ event }) => event === "room:count"));
  assert.deepEqual(w.take("room:count").map(({ count }) => count), [1, 2, 1, 0]);
});

Deno.test("a later watch replaces the earlier one; joining, leaving and vanishing end it", () => {
  const { directory, connection } = startDirectory();
  const [w, a] = [connection(), connection()];
  w.ask("room:watch", { room: "ala" });
  w.ask("room:watch", { room: "too" });
  a.join("ala");
  assert.deepEqual(w.heard, []);
  w.join("too");
  assert.equal(directory.stats().subscribers, 0);
  w.ask("room:leave", { mayReturn: false });
  w.ask("room:watch", { room: "ala" });
  assert.deepEqual(w.ask("room:leave", { mayReturn: false }), {});
  assert.equal(w.ask("room:leave", { mayReturn: false }), "not-in-room");
  w.ask("room:watch", { room: "ala" });
  w.drop();
  assert.equal(directory.stats().subscribers, 0);
});

Deno.test("member:media tells everybody, the sender included, and the chat of a screen", () => {
  const { connection } = startDirectory();
  const [a, b] = [connection(), connection()];
  a.join("ala");
  b.join("ala");
  a.takeNames();
  b.ask("member:media", SHARING);
  b.ask("member:media", SHARING);
  b.ask("member:media", { ...SHARING, mic: true });
  b.ask("member:media", MEDIA_OFF);
  for (const { heard } of [a, b]) {
    assert.deepEqual(heard.map(({ event }) => event), [
      "room:state",
      "chat:line",
      "room:state",
      "room:state",
      "chat:line",
    ]);
  }
  assert.deepEqual(a.take("chat:line").map(({ kind }) => kind), ["screenStarted", "screenStopped"]);
});

Deno.test("a reload ends a screen share in the chat, too", () => {
  const { connection } = startDirectory();
  const [a, b] = [connection(), connection()];
  a.join("ala");
  const { seat } = b.join("ala");
  b.ask("member:media", SHARING);
  b.drop();
  a.takeNames();
  connection().join("ala", { seat });
  assert.deepEqual(a.take("chat:line").map(({ kind }) => kind), ["screenStopped"]);
});

Deno.test("chat:send reaches all members, and once only although it is sent twice", () => {
  const { connection } = startDirectory();
  const [a, b] = [connection(), connection()];
  a.join("ala");
  const { self } = b.join("ala", { name: "B" });
  a.takeNames();
  const reply = b.ask("chat:send", { id: "x", text: "салам" });
  assert.deepEqual(b.ask("chat:send", { id: "x", text: "салам" }), reply);
  assert.ok(typeof reply === "object");
  assert.deepEqual(reply.line.from, { id: self, name: "B" });
  assert.deepEqual(a.take("chat:line"), [reply.line]);
  assert.deepEqual(b.take("chat:line"), [reply.line]);
});

Deno.test("who comes back is given the lines that were missed, and only those", () => {
  const { connection } = startDirectory();
  const [a, b] = [connection(), connection()];
  a.join("ala");
  const { seat, log } = b.join("ala");
  b.drop();
  a.ask("chat:send", { id: "x", text: "x" });
  const since = log.at(-1)?.seq ?? 0;
  const back = connection().join("ala", { seat, fresh: false, since });
  assert.deepEqual(back.log.map(({ id }) => id), ["x"]);
});

Deno.test("nobody can relay into another room, to an old page, to an absent one or to themselves", () => {
  const { connection } = startDirectory();
  const [a, b, c, d] = [connection(), connection(), connection(), connection()];
  const me = a.join("ala");
  const other = b.join("too");
  const away = c.join("ala");
  c.drop();
  const offer = (to: string, toEpoch = 1) =>
    a.ask("peer:offer", { to, toEpoch, seq: 1, ack: 0, sdp: "x" });
  for (const to of [other.self, away.self, me.self, "nobody", "__proto__", "constructor"]) {
    assert.equal(offer(to), "no-such-member");
  }
  d.join("ala", { seat: away.seat });
  assert.equal(offer(away.self, 1), "no-such-member");
  assert.deepEqual(offer(away.self, 2), {});
  assert.deepEqual(b.heard.map(({ event }) => event), []);
  const nowhere = connection();
  const ice = { to: me.self, toEpoch: 1, seq: 1, ack: 0, candidates: [] };
  assert.equal(nowhere.ask("peer:ice", ice), "not-in-room");
});

Deno.test("the number of the connection goes with each signal, and is absent where it was", () => {
  const { connection } = startDirectory();
  const [a, b] = [connection(), connection()];
  const { self: from } = a.join("ala");
  const { self: to } = b.join("ala");
  const base = { to, toEpoch: 1, seq: 1, ack: 0 };
  const stamp = { from, fromEpoch: 1, seq: 1, ack: 0 };
  const candidates = [
    { candidate: "", sdpMid: null, sdpMLineIndex: null, usernameFragment: null },
  ];
  for (const link of [{ link: 3 }, {}]) {
    const signals = {
      "peer:offer": { sdp: "x" },
      "peer:answer": { sdp: "x" },
      "peer:ice": { candidates },
      "peer:ack": {},
    };
    for (const event of Object.keys(signals) as (keyof typeof signals)[]) {
      const said = signals[event];
      a.ask(event, { ...base, ...link, ...said });
      assert.deepEqual(b.take(event), [{ ...stamp, ...link, ...said }]);
    }
  }
});

Deno.test("echo:send answers the text and the server's time, in no room at all", () => {
  const { clock, connection } = startDirectory();
  assert.deepEqual(connection().ask("echo:send", { text: "ө" }), { text: "ө", at: clock.now() });
});

Deno.test("one's own text can be changed and taken back, another's only reacted to", () => {
  const { connection } = startDirectory();
  const [a, b] = [connection(), connection()];
  a.join("ala");
  b.join("ala");
  a.ask("chat:send", { id: "x", text: "салам" });
  const edit = { id: "e", target: "x", text: "саламатсызбы" };
  assert.equal(b.ask("chat:edit", edit), "no-such-line");
  assert.equal(b.ask("chat:delete", { id: "d", target: "x" }), "no-such-line");
  b.takeNames();
  assert.equal(typeof a.ask("chat:edit", edit), "object");
  assert.equal(typeof a.ask("chat:edit", edit), "object", "a copy is answered alike");
  const reaction = { id: "r", target: "x", reaction: "heart", on: true } as const;
  assert.equal(typeof b.ask("chat:react", reaction), "object");
  assert.equal(typeof a.ask("chat:delete", { id: "d2", target: "x" }), "object");
  assert.deepEqual(b.take("chat:line").map(({ kind }) => kind), ["edited", "reacted", "deleted"]);
  assert.equal(b.ask("chat:react", { ...reaction, id: "r2" }), "no-such-line");
  const late = connection().join("ala");
  assert.ok(!JSON.stringify(late.log).includes("салам"));
});
