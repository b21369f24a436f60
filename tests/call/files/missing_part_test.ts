// What shares files did not come: the chat says so, asks again, and goes on when it is there.
import assert from "node:assert/strict";
import { writeAnnouncement } from "@/call/files/announcement.ts";
import { memoryStore } from "@/call/files/memory_store.ts";
import type { FilePorts } from "@/call/files/file_ports.ts";
import { joined, Town } from "../../fakes/client_world.ts";
import { settled } from "../../fakes/random.ts";

const ports: FilePorts = {
  store: memoryStore(),
  choosePlace: () => Promise.resolve(null),
  save: () => {},
  preview: () => Promise.resolve(null),
  show: () => null,
};

Deno.test("a part that does not come is told of, asked for again, and used when it comes", async () => {
  const town = new Town();
  const [asan] = await joined(town, ["Асан"]);
  let broken = true;
  const files = () =>
    broken ? Promise.reject(new TypeError("Failed to fetch")) : Promise.resolve(ports);
  const gulnar = town.open("room1", { files });
  await settled();
  gulnar.call.membership.join("Гүлнар");
  await settled();
  const root = "A".repeat(43);
  asan?.call.chat.send(
    writeAnnouncement({ name: "a.pdf", size: 9, type: "", root, preview: null }),
  );
  const turns = async () => {
    for (let n = 0; n < 20; n++) await settled(); // a module is imported on the way
    await new Promise((done) => setImmediate(done));
  };
  for (let n = 0; gulnar.call.files.availability === "on" && n < 200; n++) await turns();
  assert.equal(gulnar.call.files.availability, "missing");
  assert.equal(gulnar.call.files.isAllowed, true, "a file can be chosen, which asks once more");
  broken = false;
  town.clock.advance(15_000);
  for (let n = 0; gulnar.call.files.files.value === null && n < 200; n++) await turns();
  assert.equal(gulnar.call.files.availability, "on");
});
