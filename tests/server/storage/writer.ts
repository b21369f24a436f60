// A process that decides about rooms one after the other and says which decisions were saved.
import { changed, NEW_ACCESS } from "@/signaling/room/room_access.ts";
import { AccessStore } from "@/signaling/access/access_store.ts";
import { openStorage } from "@/server/storage/mod.ts";

const [dataDir = "", prefix = "", count = "0"] = Deno.args;
const storage = openStorage({ dataDir, required: true, onWarning: console.error });
if (typeof storage === "string") throw new Error(storage);
const registry = new AccessStore(storage);
for (let n = 0; n < Number(count); n++) {
  const room = `${prefix}-${String(n).padStart(5, "0")}-aaaaa-aaaaa-aaaaa`;
  registry.keep(room, changed(NEW_ACCESS, { locked: true, password: `${room}.hash` }));
  if (registry.isSaved(room)) console.log(room);
}
registry.close();
storage.close();
