// A computer asleep for an hour or for a night: steady clocks and alarms stand still, the date goes on.
import assert from "node:assert/strict";
import { settled } from "../fakes/random.ts";
import { joined, type Person, Town } from "../fakes/client_world.ts";
import { world as watched } from "./transport/monitor/connection_monitor_kit.ts";
import { world as clientWorld } from "./signaling_client/reconnecting_client_kit.ts";

const HOUR = 3_600_000;

for (const hours of [1, 12]) {
  Deno.test(`after ${hours} h of sleep the way to the server is asked at once, and made anew`, () => {
    const { clock, client, last, up } = clientWorld();
    up();
    const before = last();
    clock.set(hours * HOUR);
    client.check(); // as the page does when it wakes
    clock.advance(700);
    assert.notEqual(last(), before, "nobody answered within 0.7 s");
    assert.equal(before.dropped, true);
    last().onOpen();
    assert.equal(client.connected.value, true);
  });

  Deno.test(`after ${hours} h of sleep the monitor says so at its first look, and blames nobody`, async () => {
    const { connection, pass, clock, seen } = watched("a");
    await pass(5_000);
    clock.set(hours * HOUR);
    await pass(400);
    assert.equal(seen.sleeps, 1);
    assert.deepEqual(connection("a").restarts, []);
    assert.deepEqual(seen.health.at(-1), ["a", "connected"]);
  });

  Deno.test(`after ${hours} h of sleep a page whose place is gone joins again by itself`, async () => {
    const town = new Town();
    const [asan, gulnar] = await joined(town, ["Асан", "Гүлнар"]) as [Person, Person];
    asan.setOnline(false);
    await settled();
    town.clock.advance(hours * HOUR);
    await settled();
    assert.equal(gulnar.call.membership.count.value, 1);
    asan.setOnline(true);
    asan.page.wake();
    await settled();
    assert.equal(asan.call.membership.phase.value, "call");
    assert.equal(gulnar.call.membership.count.value, 2);
    assert.deepEqual(asan.errors, []);
  });
}
