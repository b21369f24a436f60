// The reconnecting client when it is sure that others are silent: two silences tell more than one.
import assert from "node:assert/strict";
import { world } from "./reconnecting_client_kit.ts";

Deno.test("when others are silent for certain, the server has to answer sooner", () => {
  const { clock, sockets, client, last, up } = world();
  up();
  client.suspect();
  clock.advance(200);
  client.suspect(true);
  client.suspect(true);
  clock.advance(149);
  assert.equal(sockets.length, 1);
  clock.advance(1);
  assert.equal(sockets.length, 2, "350 ms after the question");
  last().onOpen();
  client.suspect(true);
  clock.advance(699);
  assert.equal(sockets.length, 2, "the next time twice as long");
  last().onSign();
  clock.advance(7_000);
  assert.equal(sockets.length, 2);
  client.suspect();
  clock.advance(1_000);
  client.suspect(true);
  clock.advance(0);
  assert.equal(sockets.length, 3, "at once if it was asked long ago");
});

Deno.test("a page that is busy does not press the server", () => {
  const { clock, sockets, client, last, up } = world();
  up();
  client.suspect(true);
  const now = clock.now.bind(clock);
  let behind = 0;
  clock.now = () => now() + behind;
  behind = 300;
  clock.advance(350);
  assert.equal(sockets.length, 1);
  last().onSign();
  clock.advance(5_000);
  assert.equal(sockets.length, 1);
});
