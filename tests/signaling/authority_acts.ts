// What people at a room directory do by chance, and what the reference is told when it was done.
import assert from "node:assert/strict";
import { pick } from "../fakes/random.ts";
import type { Model, Person } from "./authority_model.ts";
import { newRoom } from "./access/access_kit.ts";
import type { Taken } from "./authority_reference.ts";
import { MEDIA_OFF } from "./values.ts";
import {
  end,
  invite,
  name,
  password,
  remove,
  restrict,
  rules,
  stepDown,
} from "./authority_decisions.ts";

type Act = (model: Model, who: Person) => void;

/** What people do, with how often. */
const ACTS: readonly [times: number, act: Act][] = [
  [30, join],
  [3, (model, who) => model.leave(who)],
  [10, (model, who) => model.lose(who, { says: model.random() < 0.3 })],
  [10, remove],
  [14, name],
  [14, stepDown],
  [6, rules],
  [6, restrict],
  [1, password],
  [2, end],
  [6, invite],
  [6, answer],
  [6, speak],
  [4, handOver],
  [2, wait],
  [1, restart],
  [3, flood],
  [1, giveUp],
];

const BAG = ACTS.flatMap(([times, act]) => Array<Act>(times).fill(act));

/** One act of somebody, by chance. */
export function act(model: Model): void {
  const chosen = pick(model.random, BAG);
  const who = whoFor(model, chosen);
  const { room = "nowhere", member = "" } = who.place ?? {};
  model.trace.push(`${chosen.name} p${model.people.indexOf(who)} ${member} ${room.slice(-5)}`);
  chosen(model, who);
}

/** Most of what is done is done by somebody who is inside. */
function whoFor(model: Model, act: Act): Person {
  const inside = model.people.filter(({ place }) => place !== null);
  const isFree = act === join || inside.length === 0 || model.random() < 0.2;
  return pick(model.random, isFree ? model.people : inside);
}

function join(model: Model, who: Person): void {
  const own = who.keys.at(-1);
  model.join(who, own && model.random() < 0.7 ? own.room : pick(model.random, model.rooms));
}

function answer(model: Model, who: Person): void {
  const { place } = who;
  const role = place && model.factsOf(place.room).belongs.get(place.member)?.role;
  const done = who.page.ask("admission:answer", { id: null, admit: model.random() < 0.8 });
  if (typeof done !== "object") return;
  assert.ok(role === "host" || role === "member", "guests let nobody in");
  model.mayAdmit = true;
}

function speak(model: Model, who: Person): void {
  const { place } = who;
  if (place === null) return;
  const facts = model.factsOf(place.room);
  const host = facts.belongs.get(place.member)?.role === "host";
  const id = `l${Math.floor(model.random() * 1e9)}`;
  const { taken = [] } = facts.belongs.get(place.member) ?? {};
  const may = (right: Taken) =>
    host || (facts.rights[right] && !(model.disk && taken.includes(right)));
  const said = typeof who.page.ask("chat:send", { id, text: "x" }) === "object";
  if (said) assert.ok(may("chat"), "no word without the right");
  const camera = who.page.ask("member:media", {
    mic: false,
    camera: true,
    screen: false,
    screenAudio: false,
  });
  if (typeof camera === "object") assert.ok(may("camera"), "no camera either");
}

/** Somebody hands lines over that they kept, of this call or of an older one. */
function handOver(model: Model, who: Person): void {
  const { place } = who;
  if (place === null) return;
  const kept = who.lines.filter(({ room }) => room === place.room);
  const call = model.callOf(place.room);
  for (const isOld of [true, false]) {
    const lines = kept.filter((line) => (line.call !== call) === isOld).slice(0, 3)
      .map(({ payload }) => payload);
    if (lines.length === 0) continue;
    const done = who.page.ask("chat:restore", { lines });
    if (typeof done !== "object") continue;
    if (isOld) {
      // Without a disk neither of us can tell which call a line is of that was said in between.
      if (model.disk) assert.equal(done.taken, 0, "nothing comes back of a call that is over");
      model.met.oldLines += 1;
    } else if (done.taken > 0) model.met.linesBack += 1;
  }
}

function wait(model: Model): void {
  model.clock.pass(pick(model.random, [1_000, 20_000, 60_000, 200_000, 700_000]));
}

/** Some come back as honest pages do, others with whatever they have. */
function restart(model: Model): void {
  const inside = model.people.map((who) => ({ who, place: who.place }));
  const kept = model.rooms.filter((room) => model.disk?.readCall(room).kind === "found");
  if (model.disk !== null) {
    model.clock.set(pick(model.random, [0, 0, 0, -3_600_000, 3_600_000, -86_400_000, 86_400_000]));
  }
  model.restart();
  if (model.random() < 0.3) model.clock.pass(pick(model.random, [5_000, 100_000, 200_000]));
  for (const { who, place } of inside) {
    model.settle();
    const honest = place !== null && kept.includes(place.room) && model.random() < 0.6;
    const room = place?.room ?? pick(model.random, model.rooms);
    if (honest && model.isYoung) model.join(who, room, { honest });
    else if (model.random() < 0.6) model.join(who, pick(model.random, [room, ...model.rooms]));
  }
}

/** A room without hosts makes room for one that has some. */
function giveUp(model: Model): void {
  const room = pick(model.random, model.rooms);
  const { keys } = model.factsOf(room);
  if (model.keysOf.get(room) !== null && (keys.size === 0 || model.random() < 0.2)) {
    model.giveUp(room);
  }
}

/** Made-up rooms, one after the other, that are left at once with a seat kept in each. */
function flood(model: Model): void {
  for (let n = 0; n < 3; n++) {
    const { room, key } = newRoom();
    const connection = model.world.connection();
    connection.ask("room:join", { room, name: "x", media: MEDIA_OFF, fresh: true, host: key });
    connection.ask("room:leave", { mayReturn: model.random() < 0.5 });
    connection.drop();
  }
  for (const room of model.rooms) {
    const isOn = (model.world.directory.find(room)?.members.length ?? 0) > 0;
    if (isOn && model.disk?.readCall(room).kind === "none") model.met.evictedRecords += 1;
  }
}
