// A join that waited for its room takes no seat from a newer connection of the same page.
import assert from "node:assert/strict";
import { OwnRooms } from "@/signaling/cluster/own_rooms.ts";
import { type Result, rowOf } from "@/signaling/event_table.ts";
import { settle } from "./fake_store.ts";
import { startDirectory } from "../room_directory_kit.ts";
import { MEDIA_OFF } from "../values.ts";

Deno.test("a join that was overtaken while it waited changes nothing, one in time takes the seat", () => {
  const { directory, clock, connection } = startDirectory();
  const lease = { mayWrite: true, confirm: () => Promise.resolve() };
  const onError = (error: unknown) => assert.fail(String(error));
  const rooms = new OwnRooms({ directory, lease, clock, onError });
  const { seat } = connection().join("ала-тоо");
  const payload = { room: "ала-тоо", name: "А", media: MEDIA_OFF, fresh: false, seat };
  const row = rowOf("room:join");
  assert.ok(row);
  const event = { row, name: "room:join", payload };
  const joins = (waited: number) => {
    const late = connection();
    const answers: Result[] = [];
    rooms.perform(late.sender, event, (result) => void answers.push(result), waited);
    return { late, answer: answers[0] };
  };
  clock.pass(1_000);
  const page = connection();
  const { self } = page.join("ала-тоо", { seat, fresh: false });
  clock.pass(2_000);
  const { late, answer } = joins(2_500); // it began before the page came by the newer connection
  assert.equal(answer, "restarting");
  assert.ok(late.dropped);
  assert.deepEqual(page.takeNames().filter((name) => name === "member:replaced"), []);
  const taken = joins(1_500).answer; // and this one after it
  assert.ok(typeof taken === "object" && "self" in taken && taken.self === self);
  assert.deepEqual(page.takeNames().filter((name) => name === "member:replaced").length, 1);
});

Deno.test("while nobody can tell whether the rooms are its own, a process asks again with pauses", async () => {
  const { directory, clock } = startDirectory();
  let asked = 0;
  const lease = { mayWrite: false, confirm: () => Promise.resolve(void (asked += 1)) };
  const onError = (error: unknown) => assert.fail(String(error));
  const rooms = new OwnRooms({ directory, lease, clock, onError });
  let isCertain = false;
  rooms.whenCertain(() => isCertain = true);
  for (let turn = 0; turn < 10; turn++) {
    await settle();
    clock.pass(50);
  }
  assert.ok(asked >= 5 && asked <= 11, `asked ${asked} times: the event loop is not held up`);
  lease.mayWrite = true;
  await settle();
  clock.pass(50);
  await settle();
  assert.ok(isCertain);
});
