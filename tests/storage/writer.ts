// A process that decides about rooms one after the other and says which decisions were saved.
import { changed, NEW_ESTATE } from "@/signaling/estates/estate.ts";
import { Registry } from "@/signaling/estates/registry.ts";
import { openStorage } from "@/storage/mod.ts";

const [dataDir = "", prefix = "", count = "0"] = Deno.args;
const storage = openStorage({ dataDir, required: true, onWarning: console.error });
if (typeof storage === "string") throw new Error(storage);
const registry = new Registry(storage);
for (let n = 0; n < Number(count); n++) {
  const room = `${prefix}-${String(n).padStart(5, "0")}-aaaaa-aaaaa-aaaaa`;
  registry.keep(room, changed(NEW_ESTATE, { locked: true, password: `${room}.hash` }));
  if (registry.isSaved(room)) console.log(room);
}
registry.close();
storage.close();
