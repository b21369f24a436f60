// A join that waited for its room takes no seat from a newer connection of the same page.
import assert from "node:assert/strict";
import { OwnRooms } from "@/signaling/cluster/own_rooms.ts";
import { type Result, rowOf } from "@/signaling/event_table.ts";
import { startDirectory } from "../room_directory_kit.ts";
import { MEDIA_OFF } from "../values.ts";

Deno.test("a join that was overtaken while it waited changes nothing, one in time takes the seat", () => {
  const { directory, clock, connection } = startDirectory();
  const lease = { mayWrite: true, confirm: () => Promise.resolve() };
  const rooms = new OwnRooms({ directory, lease, onError: (error) => assert.fail(String(error)) });
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
