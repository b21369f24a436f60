// A room with a host and seven people with devices, beside the reference that says what of it may succeed.
import assert from "node:assert/strict";
import { MemoryStorage } from "@/signaling/memory_storage.ts";
import { ADOPT_MS } from "@/signaling/recovery/call_records.ts";
import { membershipOf } from "@/signaling/room/live_room.ts";
import { pick, seeded } from "../fakes/random.ts";
import { newRoom } from "./access/access_kit.ts";
import { ModeratedRoom, type Sent } from "./moderation_reference.ts";
import { type FakeConnection, startDirectory } from "./room_directory_kit.ts";

/** One person with one page. */
export interface Person {
  page: FakeConnection;
  address: string;
  /** Newest seat and snapshot, and everything that was a key. */
  seat: string | null;
  copy: string;
  member: string | null;
  keys: string[];
  lostAt: number | null;
}

/** How often each thing was done, and refused. */
export const met: Record<string, { done: number; refused: number }> = {};

function note(what: string, isDone: boolean): void {
  const count = met[what] ??= { done: 0, refused: 0 };
  if (isDone) count.done++;
  else count.refused++;
}

/** One room, seven people, and what the reference says of them. */
export class ModeratedWorld {
  readonly random: () => number;
  readonly disk = new MemoryStorage({}, { isDurable: true });
  readonly facts = new ModeratedRoom();
  readonly room: string;
  readonly people: Person[];
  readonly trace: string[] = [];
  /** Until then a room that is not open may open again as it was. */
  youngUntil = 0;
  /** Members when the server stopped who have not been seen since: they come back as members. */
  expected = new Set<string>();
  world = startDirectory({ roomLimit: 30 }, { storage: this.disk });

  constructor(seed: number) {
    this.random = seeded(seed);
    const { room, key } = newRoom();
    this.room = room;
    this.facts.hostKeys.set(key, new Set());
    this.people = Array.from({ length: 7 }, (_, n): Person => {
      const address = `a${n}`;
      const page = this.world.connection(address);
      return { page, address, seat: null, copy: "", member: null, keys: [], lostAt: null };
    });
    const [first] = this.people;
    assert.ok(first);
    first.keys.push(key);
    this.enter(first, { seat: null, key, wanted: this.sent() });
  }

  /** Whether anybody can still decide anything. */
  get hasHosts(): boolean {
    return this.facts.hostKeys.size > 0;
  }

  chance(share: number): boolean {
    return this.random() < share;
  }

  sent(): Sent {
    return { mic: this.chance(0.5), camera: this.chance(0.5), screen: this.chance(0.5) };
  }

  /** Who acts, and on whom: mostly people who are inside. */
  anybody(): Person {
    const inside = this.people.filter(({ page }) => membershipOf(page.sender) !== null);
    const chiefs = inside.filter((who) => this.facts.moderates(this.me(who)));
    if (chiefs.length > 0 && this.chance(0.4)) return pick(this.random, chiefs);
    return pick(this.random, inside.length < 3 || this.chance(0.1) ? this.people : inside);
  }

  target(): string {
    const ids = [...this.facts.people.keys()];
    return ids.length === 0 || this.chance(0.05) ? "nobody" : pick(this.random, ids);
  }

  enter(
    who: Person,
    { seat, key, wanted }: { seat: string | null; key: string | null; wanted: Sent },
  ): void {
    const answer = who.page.ask("room:join", {
      ...{ room: this.room, name: who.address, media: { ...wanted, screenAudio: false } },
      ...{ fresh: true, ...(seat && { seat, copy: who.copy }), ...(key && { host: key }) },
    });
    const may = this.facts.roleOfNew(who.address, key);
    this.trace.push(
      `join ${who.address} ${seat} ${key?.slice(0, 4)}: ${
        typeof answer === "object"
          ? `${answer.self} ${answer.state.members.find(({ id }) => id === answer.self)?.role}`
          : answer
      }`,
    );
    if (typeof answer !== "object") {
      assert.ok(may === null || answer === "not-allowed", `${answer} for somebody who may come`);
      return;
    }
    const isBack = this.facts.people.has(answer.self);
    assert.ok(isBack ? answer.self === who.member : may !== null, "nobody comes in who may not");
    const known = this.facts.people.get(answer.self);
    if (known && this.expected.has(answer.self)) known.isGone = false;
    this.facts.enter(answer.self, { address: who.address, key, wanted });
    Object.assign(who, { seat: answer.seat, member: answer.self, lostAt: null });
    who.copy = answer.state.copy;
  }

  me(who: Person): string {
    return membershipOf(who.page.sender)?.member ?? "outside";
  }

  judge(what: string, done: unknown, may: boolean): boolean {
    const isDone = typeof done === "object";
    this.trace.push(`${what}: ${isDone ? "done" : done}, ${may ? "may" : "may not"}`);
    note(what, isDone);
    assert.equal(isDone, may, `${what}: ${done}`);
    return isDone;
  }

  lose(who: Person): void {
    const me = this.facts.people.get(this.me(who));
    who.page.drop();
    who.page = this.world.connection(who.address);
    if (me === undefined) return;
    me.isHere = false;
    who.lostAt = this.world.clock.steady();
  }

  /** Everybody who was there is back at once, with the devices that are on. */
  restart(): void {
    const inside = this.people.filter(({ page }) => membershipOf(page.sender) !== null);
    const before = new Map(
      inside.map(({ member }) => [member, this.facts.people.get(member ?? "")?.sent]),
    );
    this.world.directory.close();
    const { clock } = this.world;
    this.world = startDirectory({ roomLimit: 30 }, { clock, storage: this.disk });
    this.trace.push("restart");
    const isYoung = clock.steady() < this.youngUntil;
    const members = this.facts.members().map(([id]) => id);
    this.expected = new Set([...members, ...isYoung ? this.expected : []]);
    this.youngUntil = clock.steady() + ADOPT_MS;
    for (const who of this.people) who.page = this.world.connection(who.address);
    for (const [, someone] of this.facts.people) someone.isHere = false;
    for (const who of inside) {
      const wanted = before.get(who.member) ?? this.sent();
      this.enter(who, { seat: who.seat, key: null, wanted });
    }
    note("restart", true);
  }

  hear(): void {
    for (const who of this.people) {
      for (const { event, payload } of who.page.heard.splice(0)) {
        if (event === "host:key") who.keys.push(payload.key);
        if (event === "room:state") who.copy = payload.copy;
      }
      if (who.page.dropped) this.lose(who);
    }
  }

  check(): void {
    const open = this.world.directory.find(this.room);
    const isYoung = this.world.clock.steady() < this.youngUntil;
    if (open === undefined && isYoung) return;
    for (const { id } of open?.members ?? []) this.expected.delete(id);
    const now = new Map(open?.members.map((member) => [member.id, member]));
    for (const [id, someone] of this.facts.people) {
      const isKept = open?.seats.some(({ member }) => member === id) ?? false;
      if (!isKept && !isYoung) this.facts.people.delete(id); // for too long away
      Object.assign(someone, { isGone: !now.has(id), isHere: someone.isHere && now.has(id) });
    }
    this.facts.settle();
    for (const [id, { role, rights = {}, media: { screenAudio: _, ...media } }] of now) {
      const known = this.facts.people.get(id);
      assert.ok(known, `nobody is inside who may not be: ${id}`);
      assert.equal(role, known.role, `the role of ${id}`);
      assert.deepEqual(rights, known.own, `what ${id} may alone`);
      // A snapshot tells what those send who are not back yet: perhaps an older one than the last.
      const isTold = !known.isHere && isYoung;
      if (isTold) known.sent = this.facts.allowed({ ...known, sent: media }, media);
      assert.deepEqual(media, known.sent, `what ${id} sends`);
    }
  }
}
