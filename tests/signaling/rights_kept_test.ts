// What a person may not is off at once, whatever took the right; and no key outlives what it gave.
import assert from "node:assert/strict";
import { ALL_RIGHTS } from "@/protocol/rights.ts";
import { startOwnedRoom } from "./access/access_kit.ts";

const ON = { mic: true, camera: true, screen: true, screenAudio: true };
const FEW = { ...ALL_RIGHTS, camera: false, screen: false, mic: false };

Deno.test("who steps down sends nothing more that guests may not, but a microphone that is on", () => {
  const { host, hostId, enter, directory, room } = startOwnedRoom();
  const second = enter("Second");
  host.ask("member:role", { id: second.joined.self, role: "host" });
  host.ask("room:rules", { locked: false, rights: FEW });
  assert.deepEqual(host.ask("member:media", ON), {});
  assert.deepEqual(host.ask("member:role", { id: hostId, role: "guest" }), {});
  const me = directory.find(room)?.members.find(({ id }) => id === hostId);
  assert.deepEqual(me?.media, { mic: true, camera: false, screen: false, screenAudio: false });
  const lines = second.connection.take("chat:line").map(({ kind }) => kind);
  assert.ok(lines.includes("screenStopped"), lines.join());
});

Deno.test("who returns to a guest's seat with the host's key may do at once what a host may", () => {
  const { key, connection, host, enter, directory, room } = startOwnedRoom();
  host.ask("room:rules", { locked: false, rights: FEW });
  const { connection: before, joined: { self, seat } } = enter("Guest");
  before.drop();
  connection().join(room, { seat, host: key, media: ON });
  const me = directory.find(room)?.members.find(({ id }) => id === self);
  assert.deepEqual([me?.role, me?.media], ["host", ON]);
});

for (const how of ["named a guest", "removed"]) {
  Deno.test(`a deputy's key that was handed on is void for all once its holder was ${how}`, () => {
    const { host, enter } = startOwnedRoom();
    const deputy = enter("Deputy");
    const { self: id } = deputy.joined;
    host.ask("member:role", { id, role: "deputy" });
    const key = deputy.connection.take("host:key").at(-1)?.key ?? "";
    const friend = enter("Friend", { host: key });
    const roleOf = ({ joined }: typeof friend) =>
      joined.state.members.find((member) => member.id === joined.self)?.role;
    assert.equal(roleOf(friend), "deputy");
    if (how === "removed") host.ask("member:remove", { id });
    else host.ask("member:role", { id, role: "guest" });
    assert.equal(roleOf(enter("Again", { host: key })), "guest");
  });
}

Deno.test("a key that more people hold at once than the server can tell apart is void", () => {
  const { host, enter, directory, room } = startOwnedRoom({ roomLimit: 30 });
  const deputy = enter("Deputy");
  host.ask("member:role", { id: deputy.joined.self, role: "deputy" });
  const key = deputy.connection.take("host:key").at(-1)?.key ?? "";
  for (let n = 0; n < 12; n++) enter(`Puppet ${n}`, { host: key });
  assert.deepEqual(directory.find(room)?.access?.deputies, []);
});
