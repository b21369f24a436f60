// What hosts and deputies decide by chance, and what the reference is told of it.
import assert from "node:assert/strict";
import { changed } from "@/signaling/room/room_access.ts";
import { membershipOf } from "@/signaling/room/live_room.ts";
import { withAccess } from "@/signaling/room/room.ts";
import { pick } from "../fakes/random.ts";
import type { Model, Person } from "./authority_model.ts";

export function target(model: Model, who: Person, { away = false } = {}): string {
  const room = who.place?.room;
  const all = room ? model.world.directory.find(room)?.members ?? [] : [];
  const members = all.filter((member) => !away || member.away);
  return members.length > 0 ? pick(model.random, members).id : "nobody";
}

export function remove(model: Model, who: Person): void {
  const id = target(model, who, { away: model.random() < 0.7 });
  const { place } = who;
  const victim = model.people.find((other) => other.place?.member === id);
  const isOwned = place !== null && model.keysOf.get(place.room) !== null;
  const isHost = place && model.factsOf(place.room).belongs.get(id)?.role === "host";
  const done = who.page.ask("member:remove", { id });
  // Without a disk somebody may be less than the reference allows.
  const isSafe = isHost && model.disk !== null;
  if (!isOwned || isSafe || !place) return assert.notEqual(typeof done, "object");
  if (!model.judge(place, done, { mustBe: id !== "nobody" })) return;
  if (victim === undefined) model.met.removedWhileAway += 1;
  model.factsOf(place.room).ban(id, victim?.address ?? "");
}

export function name(model: Model, who: Person): void {
  const { place } = who;
  if (place === null) return;
  const role = pick(model.random, ["guest", "member", "host", "host"] as const);
  nameAs(model, who, { id: target(model, who), role });
}

/** Somebody who is a host beside another would rather be none. */
export function stepDown(model: Model, who: Person): void {
  const { place } = who;
  if (place === null) return;
  const facts = model.factsOf(place.room);
  const hosts = model.people.filter((other) =>
    other.place?.room === place.room && facts.belongs.get(other.place.member)?.role === "host"
  );
  const [one] = hosts;
  if (one?.place) nameAs(model, one, { id: one.place.member, role: "guest" });
}

export function nameAs(
  model: Model,
  who: Person,
  { id, role }: { id: string; role: "guest" | "member" | "host" },
): void {
  const { place } = who;
  if (place === null) return;
  const facts = model.factsOf(place.room);
  const before = facts.belongs.get(id)?.role;
  const newKeys = model.people.find((other) => other.place?.member === id);
  const done = who.page.ask("member:role", { id, role });
  model.trace.push(`  names ${id} ${role}: ${typeof done === "object" ? "done" : done}`);
  if (!model.judge(place, done, { mustBe: false }) || before === role) return;
  if (id === place.member) {
    assert.ok([...facts.belongs].some(([other, { role }]) => other !== id && role === "host"));
    model.met.steppedDown += 1;
    return facts.stepDown(id, role);
  }
  if (model.disk) assert.notEqual(before, "host", "no host takes the role from another");
  facts.name(id, role);
  const given = newKeys?.page.heard.findLast(({ event }) => event === "host:key");
  if (given?.event === "host:key") facts.keys.set(given.payload.key, id);
}

export function rules(model: Model, who: Person): void {
  const { place } = who;
  const flip = () => model.random() < 0.7;
  const rights = {
    mic: flip(),
    camera: flip(),
    screen: flip(),
    chat: flip(),
    files: true,
    record: true,
  };
  const locked = model.random() < 0.5;
  const done = who.page.ask("room:rules", { locked, rights });
  if (!place || !model.judge(place, done, { mustBe: model.keysOf.get(place.room) !== null })) {
    return;
  }
  Object.assign(model.factsOf(place.room), { locked, rights });
  if (!locked) model.mayAdmit = true;
}

/** Something is taken from one person alone, or given back to them. */
export function restrict(model: Model, who: Person): void {
  const { place } = who;
  const id = target(model, who);
  const taken = (["camera", "chat"] as const).filter(() => model.random() < 0.4);
  const rights = Object.fromEntries(taken.map((right) => [right, false]));
  const done = who.page.ask("member:rights", { id, rights });
  if (place && model.judge(place, done, { mustBe: false })) {
    const inside = model.world.directory.find(place.room)?.members ?? [];
    model.factsOf(place.room).restrict(id, taken, inside.map((member) => member.id));
    if (taken.length > 0) model.met.restricted += 1;
  }
}

/** As `room:password` does for a host, without its tenth of a second. */
export function password(model: Model, who: Person): void {
  const place = membershipOf(who.page.sender);
  const access = place?.room.access;
  if (!place || !access) return;
  const facts = model.factsOf(place.room.name);
  if (facts.belongs.get(place.member)?.role !== "host") return;
  facts.password = model.random() < 0.5 ? null : `hash ${model.random()}`;
  const after = changed(access, { password: facts.password });
  place.room.update((room) => withAccess(room, after));
}

export function end(model: Model, who: Person): void {
  const { place } = who;
  const done = who.page.ask("room:end", {});
  if (!place || !model.judge(place, done, { mustBe: model.keysOf.get(place.room) !== null })) {
    return;
  }
  model.factsOf(place.room).end();
  model.met.ended += 1;
}

export function invite(model: Model, who: Person): void {
  const { place } = who;
  const known = model.invites.filter(({ room }) => room === place?.room);
  if (place && known.length > 0 && model.random() < 0.3) {
    const { id, token } = pick(model.random, known);
    if (model.judge(place, who.page.ask("invite:revoke", { id }), { mustBe: false })) {
      model.factsOf(place.room).invites.delete(token);
    }
    return;
  }
  const role = pick(model.random, ["guest", "member", "host"] as const);
  const uses = pick(model.random, [1, 2]);
  const done = who.page.ask("invite:make", { role, hours: 1, uses });
  if (!place || !model.judge(place, done, { mustBe: false }) || typeof done !== "object") return;
  model.invites.push({ room: place.room, token: done.token, id: done.invitation.id });
  model.factsOf(place.room).invites.set(done.token, { role, left: uses });
}
