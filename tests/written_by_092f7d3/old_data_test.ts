// Data that version 092f7d3 wrote, by its own code, is read: rooms.jsonl and a browser's storage.
import assert from "node:assert/strict";
import { Draft } from "@/call/chat/draft.ts";
import { Preferences } from "@/call/preferences.ts";
import { recentRooms } from "@/call/recent_rooms.ts";
import { SavedState } from "@/call/saved_state.ts";
import { AccessStore } from "@/signaling/access/access_store.ts";
import { hostHash } from "@/signaling/access/host_keys.ts";
import { isPassword } from "@/signaling/access/passwords.ts";
import { DataDir } from "../server/storage/kit.ts";

const HERE = import.meta.dirname;
const ROOMS = {
  locked: "бөлмө-4ddge-7jzyr-56yas-0e1cd",
  password: "бөлмө-dcsbt-48kkv-gmfrb-n6sc0",
  ended: "бөлмө-x6mkm-cv3av-0sgd6-aqjvr",
  invited: "бөлмө-ta7yp-8p4tw-m9ync-p1gj4",
};
const HOST_KEY = "EDiPjeDgt2w2YfU8P-I1yDjKdQ_i06OjaPt1LpgBkII";

Deno.test("what hosts decided under 092f7d3 holds: host, lock, ban, password, end, rights, invitation", async () => {
  using dir = new DataDir();
  Deno.copyFileSync(`${HERE}/rooms.jsonl`, `${dir.path}/rooms.jsonl`);
  const store = new AccessStore(dir.open());
  const of = (room: string) => {
    const access = store.of(room);
    assert.ok(access !== null);
    return access;
  };
  const { locked, bans } = of(ROOMS.locked);
  assert.ok(locked);
  assert.deepEqual(bans.map(({ member, address }) => [member, address]), [
    ["m2", "mark-of-an-address"],
  ]);
  assert.ok(hostHash(of(ROOMS.locked), { room: ROOMS.locked, key: HOST_KEY }));
  const kept = of(ROOMS.password).password ?? "";
  assert.equal(await isPassword("ак калпак", { kept }), true);
  assert.equal(await isPassword("кара калпак", { kept }), false);
  const ended = of(ROOMS.ended);
  assert.deepEqual([ended.closed, ended.managed, ended.rights.screen], [true, true, false]);
  const [invitation] = of(ROOMS.invited).invites;
  assert.deepEqual([invitation?.id, invitation?.role, invitation?.left], ["invite-1", "host", 3]);
  store.storage.close();
  assert.match(dir.warnings.join(), /4 rooms, 0 torn lines, 0 lines/);
});

Deno.test("what a browser kept under 092f7d3 is still its person's: seat, keys, outbox, draft, settings", async () => {
  const kept = JSON.parse(await Deno.readTextFile(`${HERE}/browser_store.json`));
  const areas: Record<"page" | "browser", Record<string, string>> = kept;
  const store = {
    get: (area: "page" | "browser", key: string) => areas[area][key] ?? null,
    set: (area: "page" | "browser", key: string, value: string) => void (areas[area][key] = value),
    remove: (area: "page" | "browser", key: string) => void delete areas[area][key],
    names: (area: "page" | "browser") => Object.keys(areas[area]),
  };
  const saved = new SavedState(store);
  const room = "ала-тоо";
  assert.equal(saved.name, "Айгүл");
  assert.equal(saved.seat(room), "seat-token");
  assert.equal(saved.copy(room), "sealed-copy");
  assert.equal(saved.hostKey(room), HOST_KEY);
  assert.equal(saved.roomKey(room), "AAAAAAAAAAAAAAAAAAAAAA");
  assert.deepEqual(saved.outbox(room), [
    { id: "l1", text: "Салам" },
    { id: "l2", text: "Жооп", replyTo: "l1" },
  ]);
  assert.deepEqual([saved.wants("mic"), saved.wants("camera")], [false, true]);
  assert.deepEqual(saved.devices(), { mic: "device-1", speaker: "device-2" });
  assert.deepEqual(recentRooms(store), [{ room, at: 1_764_000_000_000 }]);
  assert.equal(new Draft({ store, room }).text.value, "Эртең");
  const { corner, sounds, pushToMute } = new Preferences(store).settings.value;
  assert.deepEqual([corner, sounds, pushToMute], ["top-left", false, true]);
});
