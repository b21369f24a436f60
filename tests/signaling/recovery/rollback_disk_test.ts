// The same with the real store: what a snapshot may bring back is in the data file, and nothing after the call.
import assert from "node:assert/strict";
import { openStorage } from "@/server/storage/mod.ts";
import { newRoom } from "../access/access_kit.ts";
import { FakeClock, startDirectory } from "../room_directory_kit.ts";
import { MEDIA_OFF } from "../values.ts";

/** A server on this folder; starting it again is a restart. */
function start(dataDir: string, clock: FakeClock) {
  const onWarning = (sentence: string) => assert.fail(sentence);
  const storage = openStorage({ dataDir, required: true, onWarning });
  assert.ok(typeof storage === "object", String(storage));
  return { ...startDirectory({ roomLimit: 8 }, { clock, storage }), storage };
}

Deno.test("from the data file: honest people come back, whoever was removed or left does not", async () => {
  const dataDir = await Deno.makeTempDir();
  const clock = new FakeClock();
  const { room, key } = newRoom();
  const first = start(dataDir, clock);
  const host = first.connection();
  const joined = host.join(room, { name: "Host", host: key });
  const [guest, removed, gone] = ["Guest", "Removed", "Gone"].map((name) => {
    const page = first.connection();
    return { page, joined: page.join(room, { name }) };
  });
  assert.ok(guest && removed && gone);
  const morning = gone.joined.state.copy;
  host.ask("member:remove", { id: removed.joined.self });
  gone.page.ask("room:leave", { mayReturn: false });
  host.ask("room:rules", {
    locked: true,
    rights: { mic: true, camera: true, screen: true, chat: true, files: true, record: true },
  });
  first.directory.close();
  first.storage.close(); // nothing is written at the end: SIGKILL would leave the same

  const second = start(dataDir, clock);
  const back = (seat: string, copy = morning) =>
    second.connection().ask("room:join", {
      room,
      name: "x",
      media: MEDIA_OFF,
      fresh: false,
      seat,
      copy,
    });
  assert.equal(back(removed.joined.seat), "removed");
  assert.equal(back(gone.joined.seat), "waiting");
  const again = back(guest.joined.seat);
  assert.ok(typeof again === "object" && again.self === guest.joined.self);
  assert.deepEqual(again.state.members.map(({ id }) => id), [joined.self, guest.joined.self]);
  const asHost = second.connection();
  asHost.join(room, { host: key });
  asHost.ask("room:end", {});
  assert.equal(second.storage.counts().calls, 0, "an ended call leaves nothing in the file");
  assert.equal(back(guest.joined.seat), "waiting");
  second.directory.close();
  second.storage.close();
  await Deno.remove(dataDir, { recursive: true });
});
