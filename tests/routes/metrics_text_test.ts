// /metrics: what it says, and to whom.
import assert from "node:assert/strict";
import { figuresText, mayReadFigures } from "@/routes/(_parts)/metrics_text.ts";

const TOKEN = "sixteen letters!";

function may(address: string, headers: Record<string, string> = {}, token = TOKEN): boolean {
  return mayReadFigures({ address, host: "localhost", headers: new Headers(headers), token });
}

Deno.test("figures are for this machine, or for who has the token", () => {
  for (const address of ["127.0.0.1", "::1", "::ffff:127.0.0.1"]) assert.ok(may(address), address);
  for (const address of ["", "8.8.8.8", "10.0.0.1", "1127.0.0.1", "::ffff:8.8.8.8"]) {
    assert.ok(!may(address), address);
  }
  assert.ok(may("8.8.8.8", { authorization: `Bearer ${TOKEN}` }));
  for (const shown of ["Bearer x", "Bearer ", `Basic ${TOKEN}`, TOKEN, `Bearer ${TOKEN}x`]) {
    assert.ok(!may("8.8.8.8", { authorization: shown }), shown);
  }
  assert.ok(!may("8.8.8.8", { authorization: "Bearer " }, ""));
});

Deno.test("what a proxy on this machine forwards does not come from this machine", () => {
  for (const name of ["x-forwarded-for", "forwarded", "x-real-ip", "via"]) {
    assert.ok(!may("127.0.0.1", { [name]: "127.0.0.1" }), name);
  }
});

Deno.test("a bare proxy on this machine passes on the name that visitors use", () => {
  const mayAs = (host: string, shown?: string) =>
    mayReadFigures({
      address: "127.0.0.1",
      host,
      headers: new Headers(shown === undefined ? {} : { authorization: `Bearer ${shown}` }),
      token: TOKEN,
    });
  for (const host of ["localhost", "LOCALHOST:7007", "127.0.0.1:7007", "127.9.9.9", "[::1]:7007"]) {
    assert.ok(mayAs(host), host);
  }
  const strange = [
    "meet.example.org",
    "localhost.example.org",
    "127.0.0.1.example.org",
    "[::2]",
    "",
  ];
  for (const host of strange) {
    assert.ok(!mayAs(host), host);
    assert.ok(mayAs(host, TOKEN), `${host} with the token`);
  }
});

Deno.test("every figure is a line of its own, with a number", () => {
  const stats = {
    rooms: 1,
    members: 2,
    away: 0,
    silent: 0,
    idle: 0,
    waiting: 0,
    sfuRooms: 0,
    subscribers: 3,
    events: 4,
    refused: { "too-fast": 5 },
    cut: 6,
    sockets: 7,
    connections: 8,
    turnedAway: 9,
    cluster: null,
  };
  const text = figuresText({ stats, errors: 1, memory: { rss: 10, heapUsed: 11 }, uptime: 1.4 });
  for (const line of text.trimEnd().split("\n")) {
    assert.match(line, /^juz_\w+(\{\w+="[\w-]+"\})? \d+$/);
  }
  assert.ok(text.includes('juz_refused_total{error="too-fast"} 5\n'));
  assert.ok(text.includes("juz_members 2\n"));
  assert.doesNotMatch(text, /turn_/);
  const refused = { credentials: 1, quota: 2, peer: 3 };
  const turn = { pid: 4711, restarts: 1, open: 5, opened: 6, bytes: 7, refused };
  const figures = { stats, errors: 1, memory: { rss: 10, heapUsed: 11 }, uptime: 1.4 };
  const inside = figuresText({ ...figures, turn });
  assert.ok(inside.includes("juz_turn_up 1\njuz_turn_restarts_total 1\njuz_turn_relays 5\n"));
  assert.ok(inside.includes('juz_turn_refused_total{why="peer"} 3\n'));
  assert.doesNotMatch(inside, /4711/);
  assert.ok(figuresText({ ...figures, turn: { ...turn, pid: null } }).includes("juz_turn_up 0\n"));
});
