// An update of the server while people talk: snapshots that the earlier program sealed bring them back.
import assert from "node:assert/strict";
import { MemoryStorage } from "@/signaling/memory_storage.ts";
import { unpack } from "@/signaling/recovery/packed_json.ts";
import { ServerCrypto } from "@/signaling/server_crypto.ts";
import { startOwnedRoom } from "../access/access_kit.ts";
import { startDirectory } from "../room_directory_kit.ts";

const SECRET = "a secret of the tests";

/** The snapshot as a server of protocol 1 sealed it, which called the access rules otherwise. */
function asBefore(sealed: string): string {
  const crypto = new ServerCrypto(SECRET);
  const { room: { access, ...room }, ...rest } = JSON.parse(
    JSON.stringify(unpack(crypto.open("copy", sealed))),
  );
  const { restrictions: _, ...rules } = access ?? {};
  return crypto.seal("copy", { ...rest, room: { ...room, ["estate"]: access && rules } });
}

Deno.test("a snapshot of protocol 1 brings members back, with a disk and without", () => {
  for (const storage of [new MemoryStorage({}, { isDurable: true }), null]) {
    const { room, clock, directory, host, enter } = startOwnedRoom({}, { storage });
    const { connection, joined: { self, seat } } = enter("Named");
    host.ask("member:role", { id: self, role: "member" });
    const copy = asBefore(connection.take("room:state").at(-1)?.copy ?? "");
    directory.close();
    const later = startDirectory({}, { clock, storage, secret: SECRET });
    const joined = later.connection().join(room, { seat, copy });
    const { role } = joined.state.members.find(({ id }) => id === joined.self) ?? {};
    assert.deepEqual([joined.self, role], [self, "member"]);
  }
});
